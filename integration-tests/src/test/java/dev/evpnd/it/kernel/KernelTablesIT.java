package dev.evpnd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelEvent.AddressIs;
import dev.evpnd.speaker.netlink.KernelEvent.ForwardingIs;
import dev.evpnd.speaker.netlink.KernelEvent.LinkIs;
import dev.evpnd.speaker.netlink.KernelEvent.NeighborIs;
import dev.evpnd.speaker.netlink.KernelEvent.RouteIs;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.KernelRequest.PutForwarding;
import dev.evpnd.speaker.netlink.KernelRequest.PutRoute;
import dev.evpnd.speaker.netlink.KernelRequest.RemoveForwarding;
import dev.evpnd.speaker.netlink.KernelRequest.RemoveRoute;
import dev.evpnd.speaker.netlink.LinuxKernel;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.RouteEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The kernel's tables by netlink, beside what `ip` and `bridge` say of them.
@Timeout(120)
class KernelTablesIT {
    /// iproute2 is asked before and behind: the kernel itself adds to its tables when links are up.
    private static <T> void assertAgree(
            KernelLab lab,
            Table table,
            Function<KernelEvent, T> value,
            Function<WrittenByIproute2, List<T>> said,
            int atLeast)
            throws IOException {
        var iproute2 = new WrittenByIproute2(lab);
        List<T> before;
        List<KernelEvent> told;
        do {
            before = said.apply(iproute2);
            told = lab.table(table);
        } while (!before.equals(said.apply(iproute2)));
        assertThat(told)
                .extracting(value::apply)
                .containsExactlyInAnyOrderElementsOf(before)
                .hasSizeGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void linksAreThoseOfIp() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.lab().link(lab.lab().host(), "wire", lab.lab().addHost("other"), "wire");
            lab.run(Samples.BRIDGE_AND_VXLAN)
                    .run(
                            """
                            bridge link set dev vxlan learning off neigh_suppress on
                            ip link add left type veth peer name right
                            ip link set left master bridge mtu 1400
                            ip link add link right over type macvlan
                            ip link add vxlan6 type vxlan id 16777215 local 2001:db8::1 group ff05::1 dev wire dstport 8472
                            ip link add static type vxlan id 7 remote 198.51.100.9 local 198.51.100.1 dstport 4789
                            ip link add many type vxlan external vnifilter dstport 4790 local 198.51.100.1
                            ip link add old type vxlan external dstport 4791
                            ip tuntap add tap0 mode tap
                            ip link set many up
                            """);
            assertAgree(lab, Table.LINKS, it -> ((LinkIs) it).link(), WrittenByIproute2::links, 12);
        }
    }

    @Test
    void addressesAreThoseOfIp() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(
                    """
                    ip link add left type veth peer name right
                    ip link set left up
                    ip address add 198.51.100.1/24 dev left
                    ip address add 198.51.100.2/24 dev left
                    ip address add 203.0.113.1 peer 203.0.113.2/32 dev left
                    ip address add 2001:db8::1/64 dev left nodad
                    ip address add 2001:db8:1::1 peer 2001:db8:1::2/128 dev left nodad
                    """);
            assertAgree(
                    lab,
                    Table.ADDRESSES,
                    it -> ((AddressIs) it).address(),
                    WrittenByIproute2::addresses,
                    7);
        }
    }

    @Test
    void forwardingEntriesAreThoseOfBridge() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.BRIDGE_AND_VXLAN)
                    .run(
                            """
                            ip link add many type vxlan external dstport 4790 local 198.51.100.1
                            ip link set many up
                            ip nexthop add id 5 via 198.51.100.5 fdb
                            ip nexthop add id 6 group 5 fdb
                            bridge fdb add 02:00:00:00:00:01 dev vxlan master static
                            bridge fdb add 02:00:00:00:00:02 dev vxlan master dynamic extern_learn
                            bridge fdb add 02:00:00:00:00:03 dev vxlan master sticky static
                            bridge fdb add 02:00:00:00:00:01 dev vxlan dst 198.51.100.2 self
                            bridge fdb add 02:00:00:00:00:02 dev vxlan dst 198.51.100.22 vni 77 self dynamic
                            bridge fdb append 00:00:00:00:00:00 dev vxlan dst 198.51.100.3 self
                            bridge fdb append 00:00:00:00:00:00 dev vxlan dst 198.51.100.4 self
                            bridge fdb add 02:00:00:00:00:06 dev vxlan nhid 6 self
                            bridge fdb add 02:00:00:00:00:07 dev many src_vni 200 dst 198.51.100.7 vni 300 self
                            """);
            assertAgree(
                    lab,
                    Table.FORWARDING,
                    it -> WrittenByIproute2.asSaid(((ForwardingIs) it).entry()),
                    WrittenByIproute2::forwarding,
                    10);
        }
    }

    @Test
    void neighborsAreThoseOfIp() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.BRIDGE_AND_VXLAN)
                    .run(
                            """
                            ip neighbor add 198.51.100.7 lladdr 02:00:00:00:00:07 dev bridge nud permanent
                            ip neighbor add 198.51.100.8 lladdr 02:00:00:00:00:08 dev bridge nud stale extern_learn protocol zebra
                            ip neighbor add 2001:db8::9 lladdr 02:00:00:00:00:09 dev bridge nud noarp router protocol bgp
                            ip neighbor add 2001:db8::a dev bridge nud failed
                            """);
            assertAgree(
                    lab,
                    Table.NEIGHBORS,
                    it -> ((NeighborIs) it).entry(),
                    WrittenByIproute2::neighbors,
                    4);
        }
    }

    /// A reader that fails leaves the rest of the table unread, which is not for the next to read.
    @Test
    void aTableThatWasLeftInTheMiddleDoesNotGetInTheWayOfTheNext() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.BRIDGE_AND_VXLAN);
            lab.kernel().execute(Samples.puts(lab.index("vxlan"), 0, 5000));
            assertThatThrownBy(
                            () ->
                                    lab.kernel()
                                            .dump(
                                                    Table.FORWARDING,
                                                    _ -> {
                                                        throw new IllegalStateException("enough");
                                                    }))
                    .hasMessage("enough");
            assertThat(lab.table(Table.LINKS)).hasSize(3).allMatch(LinkIs.class::isInstance);
        }
    }

    @Test
    void entriesAreFoundAsTheyAreTold() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.BRIDGE_AND_VXLAN);
            lab.kernel().execute(Samples.puts(lab.index("vxlan"), 0, 300));
            lab.run(
                    """
                    bridge fdb add 02:00:00:00:00:00 dev vxlan master extern_learn
                    bridge fdb add 02:00:00:00:00:01 dev vxlan master extern_learn
                    """);
            var entries =
                    lab.table(Table.FORWARDING).stream()
                            .map(it -> ((KernelEvent.ForwardingIs) it).entry())
                            .filter(it -> it.hasFlags(NeighborFlags.EXTERNALLY_LEARNED))
                            .toList();
            assertThat(entries).hasSize(302).anyMatch(it -> it.bridge() != 0);
            var told = new ArrayList<KernelEvent>();
            assertThat(lab.kernel().find(entries, told::add)).containsOnly(KernelAnswer.DONE);
            assertThat(told)
                    .containsExactlyElementsOf(
                            entries.stream().map(KernelEvent.ForwardingIs::new).toList());
            told.clear();
            for (var each : List.of("self", "master")) {
                lab.run("bridge fdb del 02:00:00:00:00:00 dev vxlan " + each);
            }
            var asked =
                    entries.stream().filter(it -> it.mac().bits() == 0x0200_0000_0000L).toList();
            assertThat(lab.kernel().find(asked, told::add))
                    .hasSize(2)
                    .allMatch(it -> it.error() == KernelAnswer.NO_SUCH_ENTRY);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void whatChangesWhileItIsToldIsSaidToHaveChanged() throws IOException {
        try (var lab = KernelLab.open()) {
            for (int i = 0; i < 100; i++) {
                lab.run("ip link add left%d type veth peer name right%d".formatted(i, i));
            }
            var told = new ArrayList<KernelEvent>();
            boolean isWhole =
                    lab.kernel()
                            .dump(
                                    Table.LINKS,
                                    event -> {
                                        if (told.isEmpty()) {
                                            lab.run("ip link delete left99");
                                        }
                                        told.add(event);
                                    });
            assertThat(isWhole).isFalse();
            assertThat(lab.table(Table.LINKS)).hasSize(199);
        }
    }

    /// The kernel leaves out entries that are there when others before them are gone, and says
    /// nothing.
    @Test
    void aForwardingTableOfWhichSomethingIsTakenMeanwhileIsSaidToHaveChanged() throws IOException {
        try (var lab = KernelLab.open();
                var other = LinuxKernel.open(KernelLab.namespace(lab.lab().host()))) {
            lab.run(Samples.BRIDGE_AND_VXLAN);
            var puts = Samples.puts(lab.index("vxlan"), 0, 5000);
            lab.kernel().execute(puts);
            var removals =
                    puts.subList(4900, 5000).stream()
                            .<KernelRequest>map(
                                    it -> new RemoveForwarding(((PutForwarding) it).entry()))
                            .toList();
            var told = new ArrayList<KernelEvent>();
            boolean isWhole =
                    lab.kernel()
                            .dump(
                                    Table.FORWARDING,
                                    event -> {
                                        if (told.isEmpty()) {
                                            assertThat(execute(other, removals))
                                                    .containsOnly(KernelAnswer.DONE);
                                        }
                                        told.add(event);
                                    });
            assertThat(isWhole).isFalse();
            assertThat(lab.table(Table.FORWARDING)).hasSizeGreaterThanOrEqualTo(4900);
        }
    }

    @Test
    void routesAreThoseOfIp() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.TWO_NETWORKS)
                    .run(
                            """
                            ip nexthop add id 5 via 10.0.1.2 dev one
                            ip route add 10.11.0.0/16 nhid 5 protocol zebra
                            ip route add default via 10.0.1.2 metric 7
                            ip route add 10.12.0.0/16 nexthop via 10.0.1.2 weight 9 nexthop via inet6 2001:db8:77::1 dev two onlink
                            ip route add unreachable 10.13.0.0/16 table 4000000
                            ip route add 10.14.0.0/16 via inet6 2001:db8:1::2 dev one protocol bgp
                            ip route add 2001:db8:11::/48 via 2001:db8:1::2 protocol bgp
                            ip route add blackhole 2001:db8:12::/48 metric 4294967295
                            ip route add 2001:db8:13::/48 nexthop via 2001:db8:1::2 weight 9 nexthop via ::ffff:198.51.100.9 dev two onlink
                            ip route add 10.18.0.0/16 via 10.0.1.2 dsfield 0x10
                            """);
            assertAgree(
                    lab,
                    Table.IPV4_ROUTES,
                    it -> ((RouteIs) it).route(),
                    it -> it.routes("-4"),
                    12);
            assertAgree(
                    lab, Table.IPV6_ROUTES, it -> ((RouteIs) it).route(), it -> it.routes("-6"), 7);
        }
    }

    /// Where routes were taken out and put in meanwhile, the kernel leaves out others of IPv6 that
    /// are there, and says nothing. Of IPv4 it leaves out none.
    @ParameterizedTest
    @EnumSource(
            value = Table.class,
            names = {"IPV4_ROUTES", "IPV6_ROUTES"})
    void routesOfWhichSomeAreTakenMeanwhileAreAllToldOrSaidToHaveChanged(Table table)
            throws IOException {
        try (var lab = KernelLab.open();
                var other = LinuxKernel.open(KernelLab.namespace(lab.lab().host()))) {
            lab.run(Samples.TWO_NETWORKS);
            int one = lab.index("one");
            var routes = new ArrayList<RouteEntry>();
            for (int i = 0; i < 4000; i++) {
                var prefix =
                        table == Table.IPV4_ROUTES
                                ? "10.%d.%d.0/24".formatted(100 + i / 256, i % 256)
                                : "2001:db8:%x::/48".formatted(0x1000 + i);
                routes.add(Samples.route(prefix, new RouteEntry.Hop(one, null, false, 1)));
            }
            assertThat(
                            lab.kernel()
                                    .execute(
                                            routes.stream()
                                                    .<KernelRequest>map(PutRoute::new)
                                                    .toList()))
                    .containsOnly(KernelAnswer.DONE);
            var changes = new ArrayList<KernelRequest>();
            routes.subList(0, 30).forEach(it -> changes.add(new RemoveRoute(it)));
            changes.add(
                    new PutRoute(
                            Samples.route(
                                    table == Table.IPV4_ROUTES ? "10.99.1.0/24" : "2001:db8:9::/48",
                                    new RouteEntry.Hop(one, null, false, 1))));
            var told = new ArrayList<KernelEvent>();
            boolean isWhole =
                    lab.kernel()
                            .dump(
                                    table,
                                    event -> {
                                        if (told.isEmpty()) {
                                            assertThat(execute(other, changes))
                                                    .containsOnly(KernelAnswer.DONE);
                                        }
                                        told.add(event);
                                    });
            assertThat(isWhole).isEqualTo(table == Table.IPV4_ROUTES);
            if (isWhole) {
                assertThat(told)
                        .containsAll(
                                routes.subList(30, 4000).stream()
                                        .<KernelEvent>map(it -> new RouteIs(it, false))
                                        .toList());
            }
            assertThat(
                            lab.table(table).stream()
                                    .filter(
                                            it ->
                                                    ((RouteIs) it).route().protocol()
                                                            == Samples.EVPND))
                    .hasSize(3971);
        }
    }

    private static List<KernelAnswer> execute(LinuxKernel kernel, List<KernelRequest> requests) {
        try {
            return kernel.execute(requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
