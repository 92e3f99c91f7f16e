export { lockMarks, memberMarks } from './mesh.ts'
export { default as GraphMesh } from './GraphMesh.svelte'
export { default as GraphMeshLegend } from './GraphMeshLegend.svelte'
