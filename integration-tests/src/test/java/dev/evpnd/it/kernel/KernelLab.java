package dev.evpnd.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.speaker.netlink.ForwardingEntry;
import dev.evpnd.speaker.netlink.Kernel.Heard;
import dev.evpnd.speaker.netlink.Kernel.Table;
import dev.evpnd.speaker.netlink.KernelAnswer;
import dev.evpnd.speaker.netlink.KernelEvent;
import dev.evpnd.speaker.netlink.KernelRequest;
import dev.evpnd.speaker.netlink.KernelRequest.How;
import dev.evpnd.speaker.netlink.LinuxKernel;
import dev.evpnd.speaker.netlink.NetworkNamespace;
import dev.evpnd.speaker.netlink.RouteEntry;
import dev.evpnd.testbed.Lab;
import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.NativeEngine;
import dev.evpnd.testbed.junit.PeersCondition;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.address.MacAddress;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A host whose kernel is read and written by evpnd's classes, and by iproute2 beside them.
final class KernelLab implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_MILLIS = 10_000;
    private static final IpAddress MARKS = IpAddress.parse("2001:db8:ffff::");

    private final Lab lab;
    private final LinuxKernel kernel;

    private KernelLab(Lab lab, LinuxKernel kernel) {
        this.lab = lab;
        this.kernel = kernel;
    }

    /// Skips the test where namespaces cannot be had, for which one has to be root.
    static KernelLab open() throws IOException {
        return open(LinuxKernel.KEPT_OCTETS);
    }

    static KernelLab open(int keptOctets) throws IOException {
        var lab = Lab.open(PeersCondition.require("native", NativeEngine.find()));
        return new KernelLab(lab, LinuxKernel.open(namespace(lab.host()), keptOctets));
    }

    static NetworkNamespace namespace(Host host) {
        return NetworkNamespace.named(host.namespace());
    }

    Lab lab() {
        return lab;
    }

    LinuxKernel kernel() {
        return kernel;
    }

    /// Runs commands of `ip` and `bridge`, one a line, which have to succeed.
    KernelLab run(String lines) {
        lines.lines()
                .map(String::strip)
                .forEach(line -> lab.host().exec(line.split(" +", -1)).orThrow());
        return this;
    }

    /// What a command says.
    String text(String line) {
        return lab.host().exec(line.split(" +", -1)).orThrow();
    }

    /// What a command says in JSON.
    JsonNode json(String line) {
        return JSON.readTree(text(line));
    }

    int index(String link) {
        return json("ip -j link show dev " + link).get(0).get("ifindex").asInt();
    }

    /// Everything of a table, asked for until it did not change meanwhile.
    List<KernelEvent> table(Table table) throws IOException {
        while (true) {
            var events = new ArrayList<KernelEvent>();
            if (kernel.dump(table, events::add)) {
                return events;
            }
        }
    }

    Stream<ForwardingEntry> forwarding(String mac) throws IOException {
        var address = MacAddress.parse(mac);
        return table(Table.FORWARDING).stream()
                .map(it -> ((KernelEvent.ForwardingIs) it).entry())
                .filter(it -> it.mac().equals(address));
    }

    /// What is heard up to and with the first event of a kind, and nothing may be lost on the way.
    List<KernelEvent> hearUntil(Predicate<KernelEvent> last) throws IOException {
        var events = new ArrayList<KernelEvent>();
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (events.stream().noneMatch(last)) {
            assertThat(System.nanoTime()).as(() -> "heard in time: " + events).isLessThan(end);
            assertThat(kernel.listen(events::add, PATIENCE_MILLIS)).isEqualTo(Heard.ALL);
        }
        return events;
    }

    /// All that has been told up to now: an address that is added behind it is heard behind it.
    List<KernelEvent> hearAll() throws IOException {
        var mark = "2001:db8:ffff::" + Integer.toHexString(++marks);
        run("ip address add " + mark + "/128 dev lo nodad");
        var events =
                hearUntil(
                        it ->
                                it instanceof KernelEvent.AddressIs(var added)
                                        && added.address().equals(IpAddress.parse(mark)));
        events.removeIf(
                it ->
                        it instanceof KernelEvent.AddressIs
                                || it instanceof KernelEvent.LinkIs
                                || it instanceof KernelEvent.RouteIs(var route, var _)
                                        && route.prefix().length() == 128
                                        && route.prefix().address().masked(64).equals(MARKS));
        return events;
    }

    private int marks;

    KernelAnswer execute(KernelRequest request) throws IOException {
        var answers = kernel.execute(List.of(request));
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    KernelAnswer put(RouteEntry route) throws IOException {
        return execute(new KernelRequest.PutRoute(route));
    }

    KernelAnswer remove(RouteEntry route) throws IOException {
        return execute(new KernelRequest.RemoveRoute(route));
    }

    /// The routes to a prefix in any table.
    List<RouteEntry> routes(IpPrefix prefix) throws IOException {
        var table = prefix.address().bitLength() == 32 ? Table.IPV4_ROUTES : Table.IPV6_ROUTES;
        return table(table).stream()
                .map(it -> ((KernelEvent.RouteIs) it).route())
                .filter(it -> it.prefix().equals(prefix))
                .toList();
    }

    /// What has been told of routes to a prefix up to now.
    List<KernelEvent> hearOf(IpPrefix prefix) throws IOException {
        return hearAll().stream()
                .filter(
                        it ->
                                it instanceof KernelEvent.RouteIs(var route, var _)
                                                && route.prefix().equals(prefix)
                                        || it instanceof KernelEvent.RouteGone(var gone)
                                                && gone.prefix().equals(prefix))
                .toList();
    }

    KernelAnswer put(ForwardingEntry entry, How how) throws IOException {
        return execute(new KernelRequest.PutForwarding(entry, how));
    }

    @Override
    public void close() {
        kernel.close();
        lab.close();
    }
}
