export { lockMarks, memberMarks } from './graph-mesh.ts'
export { default as GraphMesh } from './GraphMesh.svelte'
export { default as GraphMeshLegend } from './GraphMeshLegend.svelte'
