package dev.evpnd.speaker.demo.memory;

import dev.evpnd.speaker.demo.stage.Stage;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.memory.MemoryKernel;

import java.util.stream.Collectors;

/// The entries of a device as `bridge fdb show dev` has them.
final class ForwardingText {
    private ForwardingText() {}

    static String of(MemoryKernel kernel, String device) {
        int index =
                kernel.links().stream()
                        .filter(each -> each.name().equals(device))
                        .mapToInt(Link::index)
                        .findFirst()
                        .orElseThrow();
        return kernel.forwarding().stream()
                .filter(each -> each.index() == index)
                .map(each -> line(each) + "\n")
                .collect(Collectors.joining());
    }

    private static String line(ForwardingEntry entry) {
        var line = new StringBuilder(entry.mac().toString());
        if (entry.remote() != null) {
            line.append(" dst ").append(entry.remote());
        }
        if (entry.bridge() == 0) {
            line.append(" self");
        }
        if (entry.hasFlags(NeighborFlags.EXTERNALLY_LEARNED)) {
            line.append(" extern_learn");
        }
        if (entry.bridge() != 0) {
            line.append(" master ").append(Stage.BRIDGE);
        }
        if (entry.hasState(NeighborState.PERMANENT)) {
            line.append(" permanent");
        }
        return line.toString();
    }
}
