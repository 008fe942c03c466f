/** Whom the map owes its data to; stands on the map and on all that is taken away. */
export const ATTRIBUTION = '© OpenStreetMap (ODbL) · Natural Earth · GeoNames';
