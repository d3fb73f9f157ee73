package dev.evpnd.it.kernel;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.KernelRequest.How;
import dev.evpnd.speaker.netlink.LinuxKernel;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.NetworkNamespace;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the kernel, tries to change it, and tries to enter a namespace: what [KernelRequestsIT]
/// runs without privileges.
final class Unprivileged {
    private Unprivileged() {}

    public static void main(String[] arguments) throws IOException {
        try (var kernel = LinuxKernel.open(new NetworkNamespace.Own())) {
            for (var table : List.of(Table.LINKS, Table.FORWARDING)) {
                var told = new ArrayList<KernelEvent>();
                kernel.dump(table, told::add);
                System.out.println(table + (told.isEmpty() ? " none" : " some"));
            }
            System.out.println(kernel.listen(_ -> {}, 0));
            var entry =
                    new ForwardingEntry(
                            1,
                            0,
                            new MacAddress(1),
                            0,
                            NeighborState.REACHABLE,
                            NeighborFlags.SELF,
                            IpAddress.parse("198.51.100.2"),
                            0,
                            0,
                            0);
            var put = new KernelRequest.PutForwarding(entry, How.REPLACE);
            kernel.execute(List.of(put)).forEach(System.out::println);
        }
        try (var kernel = LinuxKernel.open(new NetworkNamespace.At(Path.of(arguments[0])))) {
            System.out.println("entered " + kernel.counters());
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
