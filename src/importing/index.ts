/** Importing: other programs' files become articles, threads, campaigns. */
export { demoRecords } from './demo/index.js'
export { type ImportRecord, ImportRefused } from './record.js'
export type { ImportReport } from './report.js'
export { folderOf, type ImportOptions, runImport } from './run-import.js'
export { findSource, SOURCES } from './sources/index.js'
export { findImportingViolations, isDemoWanted, markDemoOffered } from './store.js'
