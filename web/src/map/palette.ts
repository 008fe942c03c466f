// Colours of the map in light and dark. Lines of the network are calm: what is asked stands out.

export type Palette = {
  sea: string;
  land: string;
  border: string;
  coast: string;
  ink: string;
  ink2: string;
  halo: string;
  road: string;
  lane: string;
  waterway: string;
  ferry: string;
  oil: string;
  gas: string;
  air: string;
  passage: string;
  port: string;
  terminal: string;
  crossing: string;
  gauges: Record<'1435' | '1520' | '1000' | '1067' | '1676' | 'other', string>;
  baseline: string;
  scenario: string;
  both: string;
  accent: string;
  gain: string;
  lose: string;
};

export const light: Palette = {
  sea: '#dfe8ec',
  land: '#f7f5f0',
  border: '#b9b2a6',
  coast: '#b7c6ce',
  ink: '#26323a',
  ink2: '#5d6a72',
  halo: '#fbfaf7',
  road: '#cbb890',
  lane: '#8fb0c2',
  waterway: '#4f93bd',
  ferry: '#3f8fa3',
  oil: '#8a7a6d',
  gas: '#b0a06a',
  air: '#a79ac4',
  passage: '#1d6a86',
  port: '#1d5f8a',
  terminal: '#7a4a2b',
  crossing: '#8b3a62',
  gauges: {
    '1435': '#44586b',
    '1520': '#a0522d',
    '1000': '#4f7f3a',
    '1067': '#b07d1c',
    '1676': '#7d4f9e',
    other: '#777777',
  },
  baseline: '#1f5fae',
  scenario: '#c02f2f',
  both: '#7b3fa0',
  accent: '#d2541b',
  gain: '#1c7c54',
  lose: '#b8442d',
};

export const dark: Palette = {
  sea: '#10181d',
  land: '#1b2429',
  border: '#4b5860',
  coast: '#33434c',
  ink: '#e4e9ec',
  ink2: '#a3b0b7',
  halo: '#141c20',
  road: '#6a5e41',
  lane: '#34566a',
  waterway: '#3f7ea6',
  ferry: '#3f8597',
  oil: '#857668',
  gas: '#8d8051',
  air: '#6f6593',
  passage: '#6fc0dc',
  port: '#76b6e4',
  terminal: '#d6a177',
  crossing: '#e08bb4',
  gauges: {
    '1435': '#93a9bd',
    '1520': '#d98a5f',
    '1000': '#8cbf72',
    '1067': '#dcb04e',
    '1676': '#b78ad6',
    other: '#999999',
  },
  baseline: '#6ea8f0',
  scenario: '#f27d72',
  both: '#c49be6',
  accent: '#ff9355',
  gain: '#5fcf9d',
  lose: '#f0927c',
};
