// The plan that somebody put in: it stays while the page is open, and nowhere else.
import type { Schemas } from '../../../lib/api';

export type Reply = Schemas['ActionPlanReply'];
export type Inside = Reply['outlook']['inside'];
export type Outside = Schemas['OutsideView'];

class Own {
  text = $state('');
  name = $state('');
  /** The text that was asked about. */
  asked = $state('');
}

export const own = new Own();

/** A short plan that is invented, to show the form. */
export const EXAMPLE = `# An invented plan, to show the form.
id = "depot"
name = "Inland depot (invented)"
start = "2026-01-05"
due = "2028-06-30"
currency = "USD"
price_year = 2024
budget = 60
class = "rail"

[[activity]]
id = "design"
name = "Design"
days = { low = 120, likely = 150, high = 240 }
cost = 2

[[activity]]
id = "land"
name = "Land acquired"
days = { low = 90, likely = 150, high = 400 }
cost = { low = 4, likely = 6, high = 12 }
after = ["design"]

[[activity]]
id = "permits"
name = "Permits"
days = { low = 60, likely = 90, high = 200 }
after = ["design"]

[[activity]]
id = "works"
name = "Works"
days = { low = 270, likely = 330, high = 500 }
cost = { low = 32, likely = 38, high = 60 }
after = ["land", "permits+14"]

[[activity]]
id = "trial"
name = "Trial operation"
days = 60
cost = 1
after = ["works"]

[[risk]]
id = "objections"
name = "Owners of land go to court"
category = "legal"
probability = 0.3
days = { low = 30, likely = 90, high = 300 }
hits = ["land"]
mitigation = "Offers above the market price"

[[risk]]
id = "steel"
name = "Steel becomes dearer"
category = "economic"
probability = 0.4
cost = { low = 1, likely = 3, high = 8 }
`;
