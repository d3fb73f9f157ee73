package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.host.Outcome;

/// What this machine lets us do; asked once.
final class Machine {
    /// Whether a network namespace can be made, together with what a program in one needs.
    static final Outcome PROBE =
            Command.run("sh", "-c", "command -v ip nsenter >/dev/null && unshare -n -m true");

    private Machine() {}
}
