package dev.evpnd.testbed.lab;

import dev.evpnd.testbed.host.Command;
import dev.evpnd.testbed.peer.Availability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a lab needs of the machine.
final class Requirements {
    /// A command, and the Debian package that has it.
    private static final Map<String, String> COMMANDS =
            Map.of("ip", "iproute2", "ping", "iputils-ping", "setsid", "util-linux");

    private Requirements() {}

    /// Looks for all of it, and says of all that is missing what to do.
    ///
    /// @throws IllegalStateException if something is missing
    static void check(Seating seating) {
        requireRoot();
        var missing = new ArrayList<String>();
        COMMANDS.forEach(
                (command, debianPackage) -> {
                    if (!Command.run("sh", "-c", "command -v " + command).succeeded()) {
                        missing.add(
                                "no command %s: apt-get install %s"
                                        .formatted(command, debianPackage));
                    }
                });
        seating.all().distinct().forEach(software -> missing.addAll(missing(software)));
        if (!missing.isEmpty()) {
            throw new IllegalStateException(String.join("\n", missing));
        }
    }

    static void requireRoot() {
        if (!Command.run("id", "-u").orThrow().strip().equals("0")) {
            throw new IllegalStateException(
                    "a lab is made of network namespaces, for which one has to be root");
        }
    }

    private static List<String> missing(Software software) {
        return software.peer().map(Availability::of).stream()
                .filter(Availability.Unavailable.class::isInstance)
                .map(Availability.Unavailable.class::cast)
                .map(unavailable -> software.text() + " is " + unavailable.reason())
                .toList();
    }

    /// The version of what takes a seat, which has evpnd built if it is not.
    static String version(Software software) {
        return software.peer()
                .map(Availability::of)
                .map(
                        availability ->
                                availability instanceof Availability.Available available
                                        ? available.version()
                                        : "unknown")
                .orElseGet(Checkout::evpndVersion);
    }
}
