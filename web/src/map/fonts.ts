import type { FontFacesSpecification } from 'maplibre-gl';
import regular from '../../fonts/landbridge-sans-map-regular.woff2?url';
import semibold from '../../fonts/landbridge-sans-map-semibold.woff2?url';
import han from '../../fonts/noto-sans-sc-regular.woff2?url';

/** The names that symbol layers give in `text-font`. */
export const REGULAR = 'Landbridge Regular';
export const SEMIBOLD = 'Landbridge Semibold';

const HAN = ['U+3000-303F', 'U+3400-4DBF', 'U+4E00-9FFF', 'U+F900-FAFF', 'U+FF01-FF65'];
const OTHERS = ['U+0000-2FFF', 'U+A720-A7FF', 'U+FB00-FB06'];

/** Font files of the labels; a file is fetched when the first character in its range is drawn. */
export const fontFaces: FontFacesSpecification = {
  [REGULAR]: [
    { url: regular, 'unicode-range': OTHERS },
    { url: han, 'unicode-range': HAN },
  ],
  [SEMIBOLD]: [
    { url: semibold, 'unicode-range': OTHERS },
    { url: han, 'unicode-range': HAN },
  ],
};
