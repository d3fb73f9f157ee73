package dev.evpnd.speaker.demo.memory;

import dev.evpnd.speaker.demo.stage.Stage;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.speaker.netlink.memory.MemoryKernel;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A machine with a bridge, a VXLAN device and ports for hosts, which forwards by the tables of its
/// kernel and by nothing else. One thread at a time has frames forwarded.
final class MemoryVtep {
    private static final int UNDERLAY = 1;
    private static final int BRIDGE = 2;
    private static final int VXLAN = 3;
    private static final int FIRST_PORT = 4;
    private static final int MTU = 1500;
    private static final int VXLAN_PORT = 4789;
    private static final MacAddress ANY = new MacAddress(0);

    private final MemoryKernel kernel = new MemoryKernel();
    private final MemoryUnderlay underlay;

    /// By port, where a host is plugged in.
    private final Map<Integer, Consumer<Frame>> hosts = new TreeMap<>();

    private int nextPort = FIRST_PORT;

    MemoryVtep(IpAddress address, MacAddress mac, MemoryUnderlay underlay) {
        this.underlay = underlay;
        kernel.put(link(UNDERLAY, "eth0", null, 0, new Link.Other("veth"), null));
        kernel.put(new LinkAddress(UNDERLAY, address, 24));
        kernel.put(link(BRIDGE, Stage.BRIDGE, mac, 0, new Link.Bridge(false), null));
        var vxlan = new Link.Vxlan(Stage.VNI, address, null, VXLAN_PORT, false, false, false);
        kernel.put(
                link(
                        VXLAN,
                        Stage.VXLAN,
                        mac,
                        BRIDGE,
                        vxlan,
                        new Link.BridgePort(false, false, false, true)));
        underlay.add(address, this);
    }

    private static Link link(
            int index,
            String name,
            @Nullable MacAddress mac,
            int master,
            Link.Kind kind,
            Link.@Nullable BridgePort port) {
        return new Link(index, name, mac, MTU, 1000, true, true, master, 0, kind, port);
    }

    MemoryKernel kernel() {
        return kernel;
    }

    /// Makes a port at which a host can be plugged in.
    ///
    /// @return its number
    int addPort(String name) {
        int port = nextPort++;
        kernel.put(
                link(
                        port,
                        name,
                        null,
                        BRIDGE,
                        new Link.Other("veth"),
                        new Link.BridgePort(true, false, false, true)));
        return port;
    }

    /// @param host takes what is sent to it
    void plug(int port, Consumer<Frame> host) {
        hosts.put(port, host);
    }

    void unplug(int port) {
        hosts.remove(port);
    }

    /// Takes a frame of the host at a port.
    void fromHost(int port, Frame frame) {
        kernel.hear(BRIDGE, 0, port, frame.from());
        var known = kernel.forwarding(BRIDGE, 0, frame.to());
        if (known.isEmpty()) {
            flood(port, frame);
            send(ANY, frame);
        } else if (known.get().index() == VXLAN) {
            send(frame.to(), frame);
        } else {
            deliver(known.get().index(), frame);
        }
    }

    /// Takes a frame of another VTEP, which goes back to none.
    private void fromUnderlay(Frame frame) {
        var known = kernel.forwarding(BRIDGE, 0, frame.to());
        if (known.isEmpty()) {
            flood(VXLAN, frame);
        } else {
            deliver(known.get().index(), frame);
        }
    }

    private void flood(int from, Frame frame) {
        List.copyOf(hosts.keySet()).stream()
                .filter(port -> port != from)
                .forEach(port -> deliver(port, frame));
    }

    private void deliver(int port, Frame frame) {
        var host = hosts.get(port);
        if (host != null) {
            host.accept(frame);
        }
    }

    /// To all VTEPs that the device has for an address.
    private void send(MacAddress to, Frame frame) {
        kernel.forwarding().stream()
                .filter(each -> each.bridge() == 0 && each.index() == VXLAN)
                .filter(each -> each.mac().equals(to))
                .map(ForwardingEntry::remote)
                .filter(Objects::nonNull)
                .map(underlay::find)
                .forEach(vtep -> vtep.ifPresent(other -> other.fromUnderlay(frame)));
    }
}
