export { type Checked, type CheckOptions, type CheckReport, check } from './check.js'
