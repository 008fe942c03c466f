import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/** Draws a small line chart into `container`. */
export function makeChart(container: HTMLElement): UPlot {
  return new UPlot(
    {
      width: 320,
      height: 160,
      scales: { x: { time: false } },
      series: [{ label: 'Day' }, { label: 'Trains', stroke: '#1f5f8b', width: 2 }],
    },
    [
      [1, 2, 3, 4, 5],
      [3, 5, 4, 7, 6],
    ],
    container,
  );
}
