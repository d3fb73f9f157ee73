package dev.evpnd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.speaker.netlink.DeviceVnis;
import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel.Heard;
import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelEvent.AddressIs;
import dev.evpnd.speaker.netlink.KernelEvent.DeviceVnisAre;
import dev.evpnd.speaker.netlink.KernelEvent.DeviceVnisGone;
import dev.evpnd.speaker.netlink.KernelEvent.ForwardingIs;
import dev.evpnd.speaker.netlink.KernelEvent.LinkGone;
import dev.evpnd.speaker.netlink.KernelEvent.LinkIs;
import dev.evpnd.speaker.netlink.KernelEvent.NeighborIs;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.KernelRequest.How;
import dev.evpnd.speaker.netlink.KernelRequest.PutForwarding;
import dev.evpnd.speaker.netlink.KernelRequest.RemoveForwarding;
import dev.evpnd.speaker.netlink.Link;
import dev.evpnd.speaker.netlink.LinkAddress;
import dev.evpnd.speaker.netlink.LinuxKernel;
import dev.evpnd.speaker.netlink.NeighborEntry;
import dev.evpnd.speaker.netlink.NeighborFlags;
import dev.evpnd.speaker.netlink.NeighborState;
import dev.evpnd.speaker.netlink.NetworkNamespace;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The kernel's tables by netlink, beside what `ip` and `bridge` say of them.
@Timeout(120)
class NetlinkIT {
    private static final String BRIDGE_AND_VXLAN =
            """
            ip link add bridge type bridge
            ip link add vxlan type vxlan id 100 local 198.51.100.1 dstport 4789 nolearning
            ip link set vxlan master bridge up
            ip link set bridge up
            """;

    private static ForwardingEntry remote(int index, long mac, String vtep) {
        return new ForwardingEntry(
                index,
                0,
                new MacAddress(mac),
                0,
                NeighborState.REACHABLE,
                NeighborFlags.SELF | NeighborFlags.EXTERNALLY_LEARNED,
                IpAddress.parse(vtep),
                0,
                0,
                0);
    }

    private static List<KernelRequest> puts(int index, int from, int to) {
        return IntStream.range(from, to)
                .<KernelRequest>mapToObj(
                        i ->
                                new PutForwarding(
                                        remote(index, 0x0200_0000_0000L + i, "198.51.100.2"),
                                        How.CREATE))
                .toList();
    }

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
            lab.run(BRIDGE_AND_VXLAN)
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
            lab.run(BRIDGE_AND_VXLAN)
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
            lab.run(BRIDGE_AND_VXLAN)
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

    @Test
    void vnisOfADeviceAreToldAsTheyAreAndAsTheyChange() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(
                    """
                    ip link add left type veth peer name right
                    ip link add many type vxlan external vnifilter dstport 4790 dev left
                    bridge vni add vni 100 dev many
                    bridge vni add vni 200-203 dev many
                    bridge vni add vni 300 group 239.1.1.1 dev many
                    """);
            int many = lab.index("many");
            var group = new DeviceVnis(many, 300, 300, IpAddress.parse("239.1.1.1"));
            assertThat(lab.table(Table.DEVICE_VNIS))
                    .contains(
                            new DeviceVnisAre(new DeviceVnis(many, 100, 100, null)),
                            new DeviceVnisAre(new DeviceVnis(many, 200, 203, null)),
                            new DeviceVnisAre(group));
            assertThat(lab.hearAll()).contains(new DeviceVnisAre(group));
            lab.run("bridge vni delete vni 300 dev many");
            assertThat(lab.hearAll()).contains(new DeviceVnisGone(group));
            assertThat(lab.table(Table.DEVICE_VNIS)).doesNotContain(new DeviceVnisAre(group));
        }
    }

    @Test
    void aPortThatBridgeChangedIsToldWithItsWholeDevice() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(BRIDGE_AND_VXLAN);
            lab.hearAll();
            lab.run("bridge link set dev vxlan learning off neigh_suppress on");
            var told =
                    lab.hearUntil(
                            it ->
                                    it instanceof LinkIs(var link)
                                            && link.port() != null
                                            && link.port().suppressesNeighbors());
            var link = ((LinkIs) told.getLast()).link();
            assertThat(link.port()).isEqualTo(new Link.BridgePort(false, true, false, true));
            assertThat(link.kind()).isInstanceOf(Link.Vxlan.class);
            assertThat(told).contains(lab.table(Table.PORT_VLANS).getLast());
        }
    }

    /// While a device is made, changed, and taken out of a bridge, whatever is told of it is told
    /// of a VXLAN device; that it leaves the bridge does not mean that it is gone.
    @Test
    void aDeviceIsAlwaysToldAsWhatItIs() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(BRIDGE_AND_VXLAN);
            int vxlan = lab.index("vxlan");
            lab.run(
                    """
                    ip link set vxlan mtu 1400
                    ip link set vxlan nomaster
                    ip link set vxlan down
                    ip link set vxlan name renamed
                    ip link set renamed address 02:00:00:00:00:99
                    ip link delete renamed
                    """);
            var told =
                    lab.hearUntil(it -> it.equals(new LinkGone(vxlan))).stream()
                            .filter(it -> it instanceof LinkIs(var link) && link.index() == vxlan)
                            .map(it -> ((LinkIs) it).link())
                            .toList();
            assertThat(told)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(it -> assertThat(it.kind()).isInstanceOf(Link.Vxlan.class));
            var last = told.getLast();
            assertThat(last.name()).isEqualTo("renamed");
            assertThat(last.address()).isEqualTo(MacAddress.parse("02:00:00:00:00:99"));
            assertThat(last.master()).isZero();
            assertThat(last.isUp()).isFalse();
        }
    }

    @Test
    void failuresInTheMiddleAreAnsweredInTheirPlaces() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(BRIDGE_AND_VXLAN);
            int vxlan = lab.index("vxlan");
            var requests = new ArrayList<>(puts(vxlan, 0, 1000));
            requests.set(0, puts(vxlan, 1, 2).getFirst());
            requests.set(200, puts(9999, 200, 201).getFirst());
            requests.set(
                    500, new RemoveForwarding(remote(vxlan, 0x0200_ffff_ffffL, "198.51.100.2")));
            requests.set(999, puts(vxlan, 2, 3).getFirst());
            var answers = lab.kernel().execute(requests);

            assertThat(answers).hasSize(1000);
            assertThat(IntStream.range(0, 1000).filter(i -> !answers.get(i).isDone()))
                    .containsExactly(1, 200, 500, 999);
            assertThat(answers.get(1).error()).isEqualTo(KernelAnswer.EXISTS);
            assertThat(answers.get(1).text()).isNotEmpty();
            assertThat(answers.get(200)).isEqualTo(new KernelAnswer(19, "unknown ifindex"));
            assertThat(answers.get(500).error()).isEqualTo(KernelAnswer.NO_SUCH_ENTRY);
            assertThat(answers.get(999).error()).isEqualTo(KernelAnswer.EXISTS);
            assertThat(lab.json("bridge -j fdb show dev vxlan").size()).isGreaterThanOrEqualTo(997);
            var counters = lab.kernel().counters();
            assertThat(counters.requests()).isEqualTo(1000);
            assertThat(counters.lostAnswers()).isZero();
            assertThat(counters.failures()).hasSize(3).containsEntry(KernelAnswer.EXISTS, 2L);
        }
    }

    @Test
    void answersToThousandsOfFailuresAreAllThere() throws IOException {
        try (var lab = KernelLab.open()) {
            var answers = lab.kernel().execute(puts(9999, 0, 5000));
            assertThat(answers).hasSize(5000).containsOnly(new KernelAnswer(19, "unknown ifindex"));
        }
    }

    @Test
    void nothingToDoIsDone() throws IOException {
        try (var lab = KernelLab.open()) {
            assertThat(lab.kernel().execute(List.of())).isEmpty();
        }
    }

    @Test
    void changesOfOthersAreHeard() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(BRIDGE_AND_VXLAN);
            lab.hearAll();
            lab.run(
                    """
                    bridge fdb add 02:00:00:00:00:01 dev vxlan dst 198.51.100.2 self
                    ip neighbor add 198.51.100.7 lladdr 02:00:00:00:00:07 dev bridge nud permanent
                    ip address add 198.51.100.1/24 dev bridge
                    """);
            int bridge = lab.index("bridge");
            var address = new LinkAddress(bridge, IpAddress.parse("198.51.100.1"), 24);
            var told = lab.hearUntil(it -> it.equals(new AddressIs(address)));
            assertThat(told)
                    .contains(
                            new ForwardingIs(
                                    new ForwardingEntry(
                                            lab.index("vxlan"),
                                            0,
                                            MacAddress.parse("02:00:00:00:00:01"),
                                            0,
                                            NeighborState.NOARP | NeighborState.PERMANENT,
                                            NeighborFlags.SELF,
                                            IpAddress.parse("198.51.100.2"),
                                            0,
                                            0,
                                            0)),
                            new NeighborIs(
                                    new NeighborEntry(
                                            bridge,
                                            IpAddress.parse("198.51.100.7"),
                                            MacAddress.parse("02:00:00:00:00:07"),
                                            NeighborState.PERMANENT,
                                            0,
                                            0)));
        }
    }

    @Test
    void whatDoesNotFitIsAnOverrunAndTheTableIsCompleteBehindIt() throws IOException {
        try (var lab = KernelLab.open(4096)) {
            lab.run(BRIDGE_AND_VXLAN);
            int vxlan = lab.index("vxlan");
            assertThat(lab.kernel().listen(_ -> {}, 0)).isEqualTo(Heard.OVERRUN);
            assertThat(lab.kernel().listen(_ -> {}, 0)).isEqualTo(Heard.ALL);

            assertThat(lab.kernel().execute(puts(vxlan, 0, 2000))).containsOnly(KernelAnswer.DONE);
            assertThat(lab.kernel().listen(_ -> {}, 1000)).isEqualTo(Heard.OVERRUN);
            // What happens behind an overrun is heard again.
            assertThat(lab.kernel().execute(puts(vxlan, 2000, 2001)))
                    .containsOnly(KernelAnswer.DONE);
            var heard = new ArrayList<KernelEvent>();
            assertThat(lab.kernel().listen(heard::add, 1000)).isEqualTo(Heard.ALL);
            assertThat(heard).hasSize(1);
            assertThat(
                            lab.table(Table.FORWARDING).stream()
                                    .map(it -> ((ForwardingIs) it).entry())
                                    .filter(it -> it.hasFlags(NeighborFlags.EXTERNALLY_LEARNED)))
                    .hasSize(2001);
            assertThat(lab.kernel().counters().overruns()).isEqualTo(2);
        }
    }

    @Test
    void wakingEndsListeningNowAndTheNextTime() throws Exception {
        try (var lab = KernelLab.open()) {
            lab.hearAll();
            lab.kernel().wake();
            assertThat(lab.kernel().listen(_ -> {}, Long.MAX_VALUE)).isEqualTo(Heard.ALL);
            var listening = new CountDownLatch(1);
            var waker =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            listening.await();
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                        lab.kernel().wake();
                                    });
            listening.countDown();
            assertThat(lab.kernel().listen(_ -> {}, Long.MAX_VALUE)).isEqualTo(Heard.ALL);
            waker.join();
        }
    }

    @Test
    void wakingWhatIsClosedIsNothing() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.kernel().close();
            lab.kernel().wake();
        }
    }

    /// A reader that fails leaves the rest of the table unread, which is not for the next to read.
    @Test
    void aTableThatWasLeftInTheMiddleDoesNotGetInTheWayOfTheNext() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(BRIDGE_AND_VXLAN);
            lab.kernel().execute(puts(lab.index("vxlan"), 0, 5000));
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
            lab.run(BRIDGE_AND_VXLAN);
            lab.kernel().execute(puts(lab.index("vxlan"), 0, 300));
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
            lab.run(BRIDGE_AND_VXLAN);
            var puts = puts(lab.index("vxlan"), 0, 5000);
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

    private static List<KernelAnswer> execute(LinuxKernel kernel, List<KernelRequest> requests) {
        try {
            return kernel.execute(requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoMayNotChangeIsTold() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(BRIDGE_AND_VXLAN);
            var host = lab.lab().host();
            var printed =
                    host.exec(
                                    "setpriv",
                                    "--bounding-set",
                                    "-net_admin,-sys_admin",
                                    "--inh-caps",
                                    "-net_admin,-sys_admin",
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:+UseSerialGC",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Unprivileged.class.getName(),
                                    "/run/netns/" + host.namespace())
                            .orThrow();
            assertThat(printed.lines())
                    .containsExactly(
                            "LINKS some",
                            "FORWARDING some",
                            "ALL",
                            "KernelAnswer[error=1, text=Operation not permitted]",
                            "cannot enter the network namespace /run/netns/%s, for which one needs CAP_SYS_ADMIN: Operation not permitted"
                                    .formatted(host.namespace()));
        }
    }

    @Test
    void aNamespaceIsFoundByNameAndByFileAndTheProgramStaysInItsOwn() throws IOException {
        try (var lab = KernelLab.open();
                var own = LinuxKernel.open(new NetworkNamespace.Own());
                var byFile =
                        LinuxKernel.open(
                                new NetworkNamespace.At(
                                        Path.of("/run/netns", lab.lab().host().namespace())))) {
            lab.run("ip link add onlyhere type bridge");
            var here = new ArrayList<KernelEvent>();
            byFile.dump(Table.LINKS, here::add);
            assertThat(here).isEqualTo(lab.table(Table.LINKS)).hasSize(2);
            var elsewhere = new ArrayList<KernelEvent>();
            own.dump(Table.LINKS, elsewhere::add);
            assertThat(elsewhere)
                    .isNotEmpty()
                    .noneMatch(it -> ((LinkIs) it).link().name().equals("onlyhere"));
        }
    }

    @Test
    void aNamespaceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> LinuxKernel.open(NetworkNamespace.named("evpnd-none")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot open the network namespace /run/netns/evpnd-none: No such file or"
                                + " directory");
        assertThatThrownBy(() -> LinuxKernel.open(new NetworkNamespace.At(Path.of("/dev/null"))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot enter the network namespace /dev/null")
                .hasMessageContaining("Invalid argument");
    }
}
