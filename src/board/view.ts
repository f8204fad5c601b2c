import { caseTable } from './case-table.ts';
import { causesChart } from './chart.ts';
import { figureTiles } from './figures.ts';
import type { BoardFilters } from './filters.ts';
import { type Html, html } from './html.ts';
import { incidentList } from './incident-list.ts';
import type { BoardData } from './read-board.ts';
import { requestList } from './request-list.ts';

/** What the helpdesk sees below the filters. */
export function boardView(data: BoardData, filters: BoardFilters, now: Date): Html {
  return html`${figureTiles(data, filters.days)}${incidentList(data, now)}${caseTable(data, filters, now)}${causesChart(
    data.figures,
    Number(filters.days),
    now,
  )}${requestList(data.requests, now)}<p class="faint">As of <time datetime="${now.toISOString()}">${now.toISOString().slice(11, 16)} UTC</time>. It refreshes by itself.</p>`;
}
