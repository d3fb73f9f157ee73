package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Waiting;

import java.util.List;

/// The segments that a host has not taken for their signature (RFC 2385), by its kernel's count.
final class BadSignatures {
    private BadSignatures() {}

    /// Waits until there are some more.
    static void await(Host host) {
        long before = of(host);
        assertThat(Waiting.ask(Star.LIMIT, () -> of(host), it -> it >= before + 3))
                .isGreaterThanOrEqualTo(before + 3);
    }

    private static long of(Host host) {
        var lines = host.exec("cat", "/proc/net/netstat").orThrow().lines().toList();
        var names = List.of(lines.get(0).split(" ", -1));
        return Long.parseLong(lines.get(1).split(" ", -1)[names.indexOf("TCPMD5Failure")]);
    }
}
