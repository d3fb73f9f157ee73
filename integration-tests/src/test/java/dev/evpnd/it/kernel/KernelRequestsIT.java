package dev.evpnd.it.kernel;

import static dev.evpnd.it.kernel.Samples.onLink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelEvent.LinkIs;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.KernelRequest.PutRoute;
import dev.evpnd.speaker.netlink.KernelRequest.RemoveForwarding;
import dev.evpnd.speaker.netlink.LinuxKernel;
import dev.evpnd.speaker.netlink.NetworkNamespace;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.wire.address.IpAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What the kernel answers by netlink to what it is asked for, and where it is found.
@Timeout(120)
class KernelRequestsIT {
    @Test
    void failuresInTheMiddleAreAnsweredInTheirPlaces() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.BRIDGE_AND_VXLAN);
            int vxlan = lab.index("vxlan");
            var requests = new ArrayList<>(Samples.puts(vxlan, 0, 1000));
            requests.set(0, Samples.puts(vxlan, 1, 2).getFirst());
            requests.set(200, Samples.puts(9999, 200, 201).getFirst());
            requests.set(
                    500,
                    new RemoveForwarding(Samples.remote(vxlan, 0x0200_ffff_ffffL, "198.51.100.2")));
            requests.set(999, Samples.puts(vxlan, 2, 3).getFirst());
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

    /// What is refused, and with which words.
    @Test
    void aRouteThatLeadsNowhereIsRefusedWithAReason() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.TWO_NETWORKS).run("ip link set two down");
            int one = lab.index("one");
            int two = lab.index("two");
            var v4 = "10.9.0.0/16";
            var v6 = "2001:db8:9::/48";
            var isDown = new KernelAnswer(100, "Nexthop device is not up");
            for (var route :
                    List.of(
                            Samples.route(v4, onLink(two, "198.51.100.9")),
                            Samples.route(v6, onLink(two, "::ffff:198.51.100.9")),
                            Samples.route(v4, onLink(two, "2001:db8:77::1")),
                            Samples.route(
                                    v4, onLink(one, "198.51.100.9"), onLink(two, "198.51.100.9")),
                            Samples.route(
                                    v6,
                                    onLink(one, "::ffff:198.51.100.9"),
                                    onLink(two, "::ffff:198.51.100.9")))) {
                assertThat(lab.put(route)).as(route.toString()).isEqualTo(isDown);
                assertThat(lab.routes(route.prefix())).isEmpty();
            }
            assertThat(lab.put(Samples.route(v4, onLink(999, "198.51.100.9"))))
                    .isEqualTo(new KernelAnswer(19, "Nexthop device required for onlink"));
            assertThat(lab.put(Samples.route(v6, onLink(999, "::ffff:198.51.100.9"))))
                    .isEqualTo(new KernelAnswer(19, "No such device"));
            assertThat(lab.put(Samples.route(v4, offLink(one, "198.51.100.9"))))
                    .isEqualTo(new KernelAnswer(101, "Nexthop has invalid gateway"));
            assertThat(lab.put(Samples.route(v6, offLink(one, "::ffff:198.51.100.9"))))
                    .isEqualTo(new KernelAnswer(113, "No route to host"));
            assertThat(lab.put(Samples.route(v4, onLink(one, "10.0.1.1"))))
                    .isEqualTo(new KernelAnswer(22, "Nexthop has invalid gateway"));
            assertThat(lab.put(Samples.route(v6, onLink(one, "2001:db8:1::1"))))
                    .isEqualTo(new KernelAnswer(22, "Gateway can not be a local address"));
            assertThat(lab.put(Samples.route(v6, onLink(one, "198.51.100.9"))))
                    .isEqualTo(new KernelAnswer(22, "IPv6 does not support RTA_VIA attribute"));
            assertThat(lab.put(Samples.route(v4)))
                    .isEqualTo(new KernelAnswer(19, "No such device"));
            var twice = onLink(one, "::ffff:198.51.100.9");
            assertThat(lab.put(Samples.route(v6, twice, twice)).error())
                    .isEqualTo(KernelAnswer.EXISTS);
        }
    }

    private static RouteEntry.Hop offLink(int device, String gateway) {
        return new RouteEntry.Hop(device, IpAddress.parse(gateway), false, 1);
    }

    @Test
    void manyRoutesWithManyHopsAreMadeWhereOneIsRefused() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.TWO_NETWORKS);
            int one = lab.index("one");
            var requests = new ArrayList<KernelRequest>();
            var routes = new ArrayList<RouteEntry>();
            for (int i = 0; i < 40; i++) {
                var hops = new RouteEntry.Hop[i % 4 == 0 ? RouteEntry.MOST_HOPS : 1 + i * 7];
                for (int n = 0; n < hops.length; n++) {
                    hops[n] = onLink(one, "2001:db8:77::" + Integer.toHexString(n + 1));
                }
                routes.add(Samples.route("2001:db8:%x::/48".formatted(0x1000 + i), hops));
            }
            routes.forEach(it -> requests.add(new PutRoute(it)));
            requests.set(
                    17, new PutRoute(Samples.route("2001:db8:9::/48", onLink(999, "2001:db8::1"))));
            var answers = lab.kernel().execute(requests);
            assertThat(IntStream.range(0, 40).filter(i -> !answers.get(i).isDone()))
                    .containsExactly(17);
            routes.remove(17);
            assertThat(lab.table(Table.IPV6_ROUTES))
                    .containsAll(
                            routes.stream()
                                    .<KernelEvent>map(it -> new KernelEvent.RouteIs(it, false))
                                    .toList());
        }
    }

    @Test
    void answersToThousandsOfFailuresAreAllThere() throws IOException {
        try (var lab = KernelLab.open()) {
            var answers = lab.kernel().execute(Samples.puts(9999, 0, 5000));
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
    void whoMayNotChangeIsTold() throws IOException {
        try (var lab = KernelLab.open()) {
            lab.run(Samples.BRIDGE_AND_VXLAN);
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
