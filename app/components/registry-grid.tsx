/** The list as a grid of all its people, read in blocks. Loaded in the browser only. */
import { useNavigate } from "@remix-run/react";
import {
  CellStyleModule,
  type ColDef,
  type GetRowIdParams,
  type GridApi,
  type GridReadyEvent,
  type ICellRendererParams,
  type IDatasource,
  type IGetRowsParams,
  InfiniteRowModelModule,
  ModuleRegistry,
  RowSelectionModule,
  type SelectionChangedEvent,
  themeQuartz,
} from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { isSortField, type RegistryFilter, SORTS, type Sort, toForm } from "../domain/registry-filter";
import type { RegistryLine } from "../domain/registry-line";
import { useNonce } from "./nonce";
import type { RegistryColumn } from "./registry-columns";

ModuleRegistry.registerModules([InfiniteRowModelModule, RowSelectionModule, CellStyleModule]);

const THEME = themeQuartz.withParams({
  fontFamily: "inherit",
  fontSize: 15,
  headerFontSize: 15,
  headerFontWeight: 600,
  foregroundColor: "#212b32",
  borderColor: "#d8dde0",
  headerBackgroundColor: "#f0f4f5",
  accentColor: "#005eb8",
  selectedRowBackgroundColor: "#e8f1fa",
  rowHoverColor: "#f0f4f5",
  borderRadius: 0,
  wrapperBorderRadius: 0,
  cellHorizontalPadding: 8,
  spacing: 6,
});

type Block = { lines: RegistryLine[]; hasNext: boolean };
type Props = {
  columns: readonly RegistryColumn[];
  filter: RegistryFilter;
  sort: Sort;
  /** The first block, which the page has read already. */
  first: Block;
  matching: number;
  now: Date;
  refer: boolean;
  onChosen: (people: { personId: string; name: string }[]) => void;
};

export default function RegistryGrid({ columns, filter, sort, first, matching, now, refer, onChosen }: Props) {
  const navigate = useNavigate();
  const nonce = useNonce();
  const grid = useRef<GridApi<RegistryLine>>();
  const [failed, setFailed] = useState(false);
  const source = useMemo(
    () => readInBlocks({ filter, sort, first, matching, onFailed: setFailed }),
    [filter, sort, first, matching],
  );
  const colDefs = useMemo(() => columns.map((column) => colDefOf(column, sort, now)), [columns, sort, now]);
  const onReady = useCallback((event: GridReadyEvent<RegistryLine>) => {
    grid.current = event.api;
  }, []);
  const open = (line: RegistryLine | undefined) => line && navigate(`/people/${line.personId}`);
  return (
    <>
      {failed && (
        <CouldNotRead
          onAgain={() => {
            setFailed(false);
            grid.current?.refreshInfiniteCache();
          }}
        />
      )}
      <div className="registry-grid">
        <AgGridReact<RegistryLine>
          theme={THEME}
          styleNonce={nonce}
          loadThemeGoogleFonts={false}
          rowModelType="infinite"
          datasource={source}
          cacheBlockSize={BLOCK}
          maxBlocksInCache={20}
          infiniteInitialRowCount={Math.max(matching, 1)}
          columnDefs={colDefs}
          defaultColDef={DEFAULTS}
          getRowId={rowId}
          rowHeight={82}
          headerHeight={64}
          ensureDomOrder
          suppressMovableColumns
          animateRows={false}
          rowSelection={refer ? CHOOSING : undefined}
          selectionColumnDef={CHOOSING_COLUMN}
          onGridReady={onReady}
          onSelectionChanged={({ api }: SelectionChangedEvent<RegistryLine>) =>
            onChosen(api.getSelectedRows().map(({ personId, name }) => ({ personId, name })))
          }
          onCellClicked={({ data, column, event }) =>
            column.getColId() !== "ag-Grid-SelectionColumn" && !inNewTab(event as MouseEvent) && open(data)
          }
          onCellKeyDown={({ data, event }) => (event as KeyboardEvent | null)?.key === "Enter" && open(data)}
        />
      </div>
    </>
  );
}

function CouldNotRead({ onAgain }: { onAgain: () => void }) {
  return (
    <div className="nhsuk-inset-text" role="alert">
      <p>The list could not be read further. Nothing is lost.</p>
      <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={onAgain}>
        Read it again
      </button>
    </div>
  );
}

const BLOCK = 50;
const DEFAULTS: ColDef<RegistryLine> = {
  resizable: true,
  suppressHeaderMenuButton: true,
  sortable: false,
  wrapText: true,
  wrapHeaderText: true,
};
const CHOOSING = { mode: "multiRow", checkboxes: true, headerCheckbox: false, enableClickSelection: false } as const;
const CHOOSING_COLUMN = { headerName: "Choose", width: 44, pinned: "left", resizable: false } as const;
const rowId = ({ data }: GetRowIdParams<RegistryLine>) => data.personId;

function colDefOf(
  { id, heading, sort: by, width, words }: RegistryColumn,
  sort: Sort,
  now: Date,
): ColDef<RegistryLine> {
  const definition: ColDef<RegistryLine> = {
    colId: by ?? id,
    headerName: heading,
    width,
    flex: id === "why" ? 1 : undefined,
    minWidth: width,
    pinned: id === "name" ? "left" : undefined,
    valueGetter: ({ data }) => (data ? words(data, now) : ""),
  };
  if (id === "name") definition.cellRenderer = NameCell;
  if (by) {
    definition.sortable = true;
    definition.sortingOrder = SORTS[by].first === "asc" ? ["asc", "desc"] : ["desc", "asc"];
    definition.initialSort = sort.by === by ? sort.direction : undefined;
  }
  return definition;
}

const inNewTab = (event: Pick<MouseEvent, "ctrlKey" | "metaKey" | "shiftKey">) =>
  event.ctrlKey || event.metaKey || event.shiftKey;

/** A link, so that it can be opened in a tab of its own and is called one by a screen reader. */
function NameCell({ data, value }: ICellRendererParams<RegistryLine>) {
  if (!data) return <span className="confer-muted">Reading…</span>;
  return (
    <a href={`/people/${data.personId}`} tabIndex={-1} onClick={(event) => !inNewTab(event) && event.preventDefault()}>
      {value}
    </a>
  );
}

type Reading = Pick<Props, "filter" | "sort" | "first" | "matching"> & { onFailed: (failed: boolean) => void };

/**
 * Reads block after block. A block that follows one already read begins after its last person, however deep; only a
 * jump goes by distance. Names and numbers that were searched for travel in the body, never in an address.
 */
function readInBlocks({ filter, sort, first, matching, onFailed }: Reading): IDatasource {
  const lastOf = new Map<string, string>();
  return {
    getRows: async ({ startRow, sortModel, successCallback, failCallback }: IGetRowsParams) => {
      const [sorted] = sortModel;
      const by = sorted && isSortField(sorted.colId) ? sorted.colId : sort.by;
      const direction = sorted ? sorted.sort : sort.direction;
      const asOpened = startRow === 0 && by === sort.by && direction === sort.direction;
      const key = `${by} ${direction} `;
      const after = lastOf.get(key + startRow);
      const block = asOpened ? first : await readBlock(filter, by, direction ?? "asc", startRow, after);
      if (!block) {
        onFailed(true);
        failCallback();
        return;
      }
      const end = startRow + block.lines.length;
      const last = block.lines.at(-1);
      if (last) lastOf.set(key + end, last.personId);
      // Sorted by emergencies the list may be shorter than counted: its end is known when it is reached.
      successCallback(block.lines, block.hasNext ? (by === "emergency" ? undefined : matching) : end);
    },
  };
}

async function readBlock(
  filter: RegistryFilter,
  sort: string,
  direction: string,
  from: number,
  after: string | undefined,
): Promise<Block | undefined> {
  const body = toForm(filter);
  body.set("sort", sort);
  body.set("direction", direction);
  if (after) body.set("after", after);
  else body.set("from", String(from));
  try {
    const response = await fetch("/registry/rows", { method: "POST", body });
    return response.ok && !response.redirected ? ((await response.json()) as Block) : undefined;
  } catch {
    return undefined;
  }
}
