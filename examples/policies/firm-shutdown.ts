/**
 * Somebody presses the power button, and means it: `virsh shutdown`, or `system_powerdown` on another monitor. A guest
 * that does not obey is asked by its agent, and in the end it has no choice.
 */
import { act, on, type Policy } from 'qmp-watchdog';
import type { GuestAgent } from 'qmp-watchdog/agent';

export const firmShutdown = (agent: GuestAgent): Policy => ({
  name: 'firm shutdown',
  on: on.event('POWERDOWN'),
  do: act.escalate(
    // Once more, because a guest that was booting has not noticed.
    { action: act.systemPowerdown({ wait: 90_000 }), timeout: 100_000 },
    { action: act.agentShutdown(agent, { timeout: 60_000 }), timeout: 60_000 },
    // For the guest a power cut; what it has flushed is safe.
    { action: act.quit(), timeout: 30_000 },
  ),
});
