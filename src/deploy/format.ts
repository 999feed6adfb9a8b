/** What deployment material is written for. */
export type DeployFormat = 'cloudformation' | 'terraform' | 'sam'

/** The formats that `emit` knows. */
export const deployFormats: readonly DeployFormat[] = ['cloudformation', 'terraform', 'sam']
