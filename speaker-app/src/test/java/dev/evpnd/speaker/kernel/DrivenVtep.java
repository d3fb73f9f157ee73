package dev.evpnd.speaker.kernel;

import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.journal.Journal;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A [Vtep] on a [NaiveKernel], driven step by step, with a clock that a test sets.
final class DrivenVtep {
    static final int BRIDGE = 1;
    static final int DEVICE = 2;
    static final int PORT = 3;
    static final int OTHER_PORT = 4;
    static final Vni VNI = new Vni(100);
    static final IpAddress HERE = IpAddress.parse("192.168.33.15");
    static final IpAddress THERE = IpAddress.parse("192.168.33.16");
    static final IpAddress ELSEWHERE = IpAddress.parse("192.168.33.17");
    static final MacAddress HOST = MacAddress.parse("02:00:00:00:00:01");
    static final MacAddress OTHER_HOST = MacAddress.parse("02:00:00:00:00:02");
    static final IpAddress HOST_IP = IpAddress.parse("10.0.0.1");

    private static final int ENOUGH_STEPS = 1000;

    final NaiveKernel kernel = new NaiveKernel();
    final Journal journal = Journal.inMemory("this is a test");
    Vtep vtep = new Vtep();
    final List<KernelFact> facts = new ArrayList<>();
    long now = 1_000_000;
    private Bookkeeping books = new Bookkeeping(journal);

    /// The devices of a VTEP: a bridge, a VXLAN device and two ports.
    static DrivenVtep ready() {
        var driven = new DrivenVtep();
        driven.kernel.put(bridge(BRIDGE, true));
        driven.kernel.put(vxlan(DEVICE, BRIDGE, 100, true));
        driven.kernel.put(port(PORT));
        driven.kernel.put(port(OTHER_PORT));
        driven.run();
        driven.facts.clear();
        driven.kernel.takeRequests();
        return driven;
    }

    static Link bridge(int index, boolean isUp) {
        return new Link(
                index,
                "br" + index,
                new MacAddress(index),
                1500,
                1000,
                isUp,
                isUp,
                0,
                0,
                new Link.Bridge(false),
                null);
    }

    static Link vxlan(int index, int bridge, int vni, boolean isUp) {
        return vxlan(
                index, bridge, isUp, new Link.Vxlan(vni, HERE, null, 4789, false, false, false));
    }

    static Link vxlan(int index, int bridge, boolean isUp, Link.Vxlan kind) {
        return new Link(
                index,
                "vxlan" + index,
                new MacAddress(index),
                1450,
                1000,
                isUp,
                isUp,
                bridge,
                0,
                kind,
                bridge == 0 ? null : new Link.BridgePort(false, false, false, true));
    }

    static Link suppressing(Link link) {
        return new Link(
                link.index(),
                link.name(),
                link.address(),
                link.mtu(),
                link.queueLength(),
                link.isUp(),
                link.isRunning(),
                link.master(),
                link.lower(),
                link.kind(),
                new Link.BridgePort(false, true, false, true));
    }

    static Link port(int index) {
        return new Link(
                index,
                "veth" + index,
                new MacAddress(index),
                1500,
                1000,
                true,
                true,
                BRIDGE,
                0,
                new Link.Other("veth"),
                new Link.BridgePort(true, false, false, true));
    }

    static LinkAddress address(int index, String address) {
        return new LinkAddress(index, IpAddress.parse(address), 24);
    }

    static NeighborEntry neighbor(int state, int flags, int protocol) {
        return new NeighborEntry(BRIDGE, HOST_IP, HOST, state, flags, protocol);
    }

    /// An entry of the bridge.
    static ForwardingEntry inBridge(int port, MacAddress mac, int state, int flags) {
        return new ForwardingEntry(port, BRIDGE, mac, 0, state, flags, null, 0, 0, 0);
    }

    /// An entry of the VXLAN device.
    static ForwardingEntry beyond(MacAddress mac, @Nullable IpAddress vtep, int state, int flags) {
        return new ForwardingEntry(
                DEVICE, 0, mac, 0, state, flags | NeighborFlags.SELF, vtep, 0, 0, 0);
    }

    static ForwardingEntry learnedInBridge(MacAddress mac) {
        return inBridge(DEVICE, mac, NeighborState.REACHABLE, NeighborFlags.EXTERNALLY_LEARNED);
    }

    static ForwardingEntry learnedBeyond(MacAddress mac, IpAddress vtep) {
        return beyond(mac, vtep, NeighborState.REACHABLE, NeighborFlags.EXTERNALLY_LEARNED);
    }

    static ForwardingEntry flooded(IpAddress vtep) {
        return beyond(FloodComparison.ANY, vtep, NeighborState.NOARP | NeighborState.PERMANENT, 0);
    }

    static Intent mac(MacAddress mac, IpAddress vtep) {
        return new Intent.RemoteMac(VNI, mac, vtep, VNI, false, false);
    }

    static Intent sticky(MacAddress mac, IpAddress vtep) {
        return new Intent.RemoteMac(VNI, mac, vtep, VNI, true, false);
    }

    static Intent flood(IpAddress vtep) {
        return new Intent.FloodEntry(VNI, vtep, VNI);
    }

    static Intent neighbor() {
        return new Intent.RemoteNeighbor(VNI, HOST_IP, HOST, THERE, false);
    }

    DrivenVtep hold(Intent... intents) {
        for (var each : intents) {
            vtep.take(new InstanceChange.Hold(each), now);
        }
        return run();
    }

    DrivenVtep drop(Intent... intents) {
        for (var each : intents) {
            vtep.take(new InstanceChange.Drop(each), now);
        }
        return run();
    }

    /// Goes on until there is nothing more to do, as the thread does.
    DrivenVtep run() {
        boolean isUnconfirmed = false;
        boolean isLost = false;
        for (int i = 0; i < ENOUGH_STEPS; i++) {
            var told = new ArrayList<Object>();
            var heard =
                    kernel.listen(
                            event -> {
                                told.add(event);
                                vtep.take(event);
                            },
                            0);
            isLost |= heard == Kernel.Heard.OVERRUN;
            if (told.isEmpty() && isLost) {
                isLost = false;
                dump();
                continue;
            }
            if (told.isEmpty() && vtep.tenants().areDoubtful()) {
                vtep.tenants().setDoubtful(false);
                dump(Kernel.Table.IPV4_ROUTES);
                dump(Kernel.Table.IPV6_ROUTES);
            }
            if (told.isEmpty()) {
                isUnconfirmed = false;
                vtep.quiet();
            }
            vtep.settle(now);
            facts.addAll(vtep.takeFacts(100));
            boolean isKnown = !isLost && !vtep.tenants().areDoubtful();
            var requests = isKnown ? vtep.requests(3, now) : List.<Vtep.Request>of();
            facts.addAll(vtep.takeFacts(100));
            books.settle(vtep);
            books.ask(requests, now);
            var answers = kernel.execute(requests.stream().map(Vtep.Request::request).toList());
            books.answered(requests, answers);
            for (int k = 0; k < requests.size(); k++) {
                vtep.answered(requests.get(k), answers.get(k), now);
            }
            isUnconfirmed |= !requests.isEmpty();
            if (told.isEmpty() && isKnown && requests.isEmpty() && !isUnconfirmed) {
                return this;
            }
        }
        throw new AssertionError("it does not come to rest");
    }

    /// It is killed when it is about to ask the kernel for something, or has done so and does not
    /// know yet. The journal stays, and so does the kernel.
    ///
    /// @param carriedOut so many of the next requests
    DrivenVtep kill(int carriedOut) {
        var requests = vtep.requests(3, now);
        books.settle(vtep);
        books.ask(requests, now);
        kernel.execute(requests.stream().map(Vtep.Request::request).limit(carriedOut).toList());
        vtep = new Vtep(journal.entries());
        books = new Bookkeeping(journal);
        facts.clear();
        forgetEvents();
        dump();
        return this;
    }

    /// Whoever comes later does not hear of them.
    private void forgetEvents() {
        var heard = new ArrayList<Object>();
        do {
            heard.clear();
            kernel.listen(heard::add, 0);
        } while (!heard.isEmpty());
    }

    /// Lets time pass, and goes on.
    DrivenVtep after(long millis) {
        now += millis;
        return run();
    }

    /// Asks the kernel for everything, as after an overrun.
    DrivenVtep resync() {
        dump();
        return run();
    }

    private void dump() {
        for (var table : Kernel.Table.values()) {
            dump(table);
        }
    }

    private void dump(Kernel.Table table) {
        vtep.begin(table);
        kernel.dump(table, vtep::take);
        vtep.complete();
    }

    InstallState state(Intent intent) {
        return vtep.view().installation(intent.key()).orElseThrow().state();
    }

    List<KernelFact> takeFacts() {
        var taken = List.copyOf(facts);
        facts.clear();
        return taken;
    }
}
