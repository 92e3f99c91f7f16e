/**
 * The event FailedCreatePodSandBox of a pod whose network could not be set up, as `kubectl describe pod` shows it.
 * Source: containerd's `sandbox_run.go` ("failed to setup network for sandbox"), libcni's `api.go`
 * (`plugin type=… failed (add)`), and the kubelet's words before it.
 */
export function sandboxEvent(sandbox: string, plugin: string, network: string, message: string): string {
  return `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "${sandbox}": plugin type="${plugin}" name="${network}" failed (add): ${message}`
}
