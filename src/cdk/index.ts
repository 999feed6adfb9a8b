export { type EdgeBehavior, EdgeFunctions, type EdgeFunctionsProps } from './edge-functions.js'
