/** The API group of the Gateway API. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io'
