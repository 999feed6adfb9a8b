export {
  badOption,
  checkOptions,
  type OptionCheck,
  type OptionChecks,
} from '../options.js'
