/** What the page asks a reader of tables: one file, once. */
export interface ToReader {
  readonly file: Blob;
}

export type FromReader =
  | { readonly type: 'progress'; readonly bytes: number; readonly rows: number }
  /** The table, packed. */
  | { readonly type: 'read'; readonly table: Uint8Array }
  | { readonly type: 'refused'; readonly message: string; readonly line: number | null; readonly column: number | null };
