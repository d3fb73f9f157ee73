package dev.evpnd.it.interop;

import dev.evpnd.testbed.peer.RunningPeer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The AS paths of the EVPN routes that a peer has, out of its own words.
final class AsPaths {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private AsPaths() {}

    static Set<List<Long>> of(RunningPeer peer) {
        return switch (peer.kind()) {
            case FRR_8_4, FRR_10_7 ->
                    found(
                            peer.show("show bgp l2vpn evpn route detail json").orThrow(),
                            "\"aspath\":\\s*\\{\\s*\"string\":\\s*\"([0-9 ]+)\"");
            case GOBGP ->
                    found(
                            peer.show("-j", "global", "rib", "-a", "evpn").orThrow(),
                            "\"asns\":\\s*\\[([0-9,\\s]+)]");
            case BIRD ->
                    found(
                            peer.show("show", "route", "all", "table", "evpns").orThrow(),
                            "bgp_path: ([0-9 ]+)\n");
            case OPENBGPD ->
                    found(
                            peer.show("-j", "show", "rib", "detail").orThrow(),
                            "\"aspath\": *\"([0-9 ]+)\"");
            case EXABGP -> found(events(peer), "\"as-sequence\", \"value\": \\[([0-9, ]+)]");
        };
    }

    private static String events(RunningPeer peer) {
        try {
            return Files.readString(peer.directory().resolve("events"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<List<Long>> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(it -> NUMBER.matcher(it.group(1)).results())
                .map(it -> it.map(number -> Long.valueOf(number.group())).toList())
                .collect(Collectors.toSet());
    }
}
