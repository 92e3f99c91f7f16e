export { fetchAllKinds } from '../policy/registry.ts'
export { kindSchemas } from '../world/schemas.ts'
