package dev.evpnd.speaker.console;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.command.Expected;
import dev.evpnd.speaker.query.ExistingValues;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.RouteCriterion;
import dev.evpnd.speaker.query.RouteFilter;
import dev.evpnd.speaker.telemetry.LogOutput;
import dev.evpnd.wire.address.MacAddress;
import dev.evpnd.wire.evpn.RouteDistinguisher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The values of some names that exist in this daemon: what can be offered to whoever is about to
/// write one.
final class KnownValues {
    private final Inspection inspection;

    KnownValues(Inspection inspection) {
        this.inspection = inspection;
    }

    /// Those of a name that begin as what is expected does.
    List<String> of(String name, Expected expected) {
        var begun = expected.begun();
        return all(name, expected)
                .filter(each -> each.startsWith(begun))
                .limit(ExistingValues.MOST)
                .toList();
    }

    private Stream<String> all(String name, Expected expected) {
        var before = expected.before();
        var existing = inspection.existing(expected.begun());
        return switch (name) {
            case Words.VNI -> vnis(existing, before).stream();
            case EvpnCommands.VRF -> existing.vrfs().stream();
            case KernelCommands.DEVICE -> inspection.kernel().vxlanNames().stream();
            case Words.RD -> existing.ofRoutes().distinguishers().stream();
            case Words.MAC -> macs(existing, before).stream();
            case Words.IP -> addresses(existing, before).stream();
            case Words.VTEP ->
                    find(before).map(existing::vteps).orElseGet(existing::vteps).stream();
            case Words.PREFIX -> existing.ofRoutes().prefixes(routes(before)).stream();
            case Words.NEIGHBOR ->
                    inspection.peers().all().stream()
                            .map(each -> each.status().address().toString());
            case Words.PEER ->
                    inspection.peers().all().stream()
                            .flatMap(
                                    each ->
                                            Stream.concat(
                                                    Stream.of(each.status().address().toString()),
                                                    each.hostName().stream()))
                            .filter(KnownValues::isWord);
            case OperatingCommands.NAME ->
                    inspection.peers().all().stream()
                            .flatMap(each -> each.hostName().stream())
                            .filter(KnownValues::isWord);
            case OperatingCommands.GROUP ->
                    inspection.peers().all().stream()
                            .flatMap(each -> each.status().settings().group().stream())
                            .distinct();
            case LogCommands.LOG -> LogOutput.names().stream();
            default -> Stream.empty();
        };
    }

    private static Optional<Vni> find(Arguments before) {
        return before.find(Words.VNI, Vni.class);
    }

    private static List<String> vnis(ExistingValues existing, Arguments before) {
        if (before.has("rmac") || before.has("next-hops")) {
            return existing.l3Vnis();
        }
        return before.has("mac") || before.has("arp-cache") || before.has("dup-addr")
                ? existing.l2Vnis()
                : existing.vnis();
    }

    private static List<String> macs(ExistingValues existing, Arguments before) {
        return find(before)
                .map(vni -> before.has("rmac") ? existing.routers(vni) : existing.macs(vni))
                .orElseGet(() -> existing.ofRoutes().macs(routes(before)));
    }

    private static List<String> addresses(ExistingValues existing, Arguments before) {
        return find(before)
                .map(
                        vni ->
                                before.has("next-hops")
                                        ? existing.nextHops(vni)
                                        : existing.addresses(vni))
                .orElseGet(() -> existing.ofRoutes().addresses(routes(before)));
    }

    /// Those that the words before ask for.
    private static RouteFilter routes(Arguments before) {
        var criteria = new ArrayList<RouteCriterion>();
        before.find(Words.RD, RouteDistinguisher.class)
                .ifPresent(it -> criteria.add(new RouteCriterion.Distinguisher(it)));
        before.find(Words.MAC, MacAddress.class)
                .ifPresent(it -> criteria.add(new RouteCriterion.MacIp(it, null)));
        return new RouteFilter(RouteFamily.EVPN, criteria);
    }

    /// A peer may call itself as it likes, with blanks and what a terminal would act on.
    private static boolean isWord(String name) {
        return name.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c));
    }
}
