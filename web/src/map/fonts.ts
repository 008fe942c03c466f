import type { FontFacesSpecification } from 'maplibre-gl';

/** The name that symbol layers give in `text-font`. */
export const LABEL_FONT = 'Label Regular';

/**
 * Font files of the labels, by the name used in `text-font`. Without an entry the labels are drawn
 * from fonts of the system. A file is fetched when the first character in its range is drawn.
 */
export const fontFaces: FontFacesSpecification = {};
