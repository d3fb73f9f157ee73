package dev.evpnd.it.interop;

import dev.evpnd.testbed.peer.RunningPeer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.OptionalLong;

/// The ROUTE-REFRESH messages that a peer has had from a neighbour, marks of RFC 7313 among them,
/// as it counts them itself.
final class Refreshes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Refreshes() {}

    /// How many; nothing where the peer does not tell.
    static OptionalLong received(RunningPeer peer, String neighbor) {
        return switch (peer.kind()) {
            case FRR_8_4, FRR_10_7 ->
                    number(
                            json(peer, "show bgp neighbors " + neighbor + " json")
                                    .findPath("routeRefreshRecv"));
            case GOBGP ->
                    number(
                            json(peer, "-j", "neighbor", neighbor)
                                    .path("state")
                                    .path("messages")
                                    .path("received")
                                    .path("refresh"));
            case BIRD -> OptionalLong.empty();
            case OPENBGPD ->
                    number(
                            json(peer, "-j", "show", "neighbor", neighbor)
                                    .path("neighbors")
                                    .path(0)
                                    .path("stats")
                                    .path("message")
                                    .path("received")
                                    .path("route_refresh"));
            case EXABGP -> OptionalLong.of(told(peer));
        };
    }

    private static JsonNode json(RunningPeer peer, String... words) {
        return JSON.readTree(peer.show(words).orThrow());
    }

    /// GoBGP leaves out what is zero.
    private static OptionalLong number(JsonNode count) {
        return OptionalLong.of(count.asLong(0));
    }

    private static long told(RunningPeer exabgp) {
        try (var events = Files.lines(exabgp.directory().resolve("events"))) {
            return events.filter(
                            it ->
                                    it.contains("\"type\": \"refresh\"")
                                            && it.contains("\"direction\": \"receive\""))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
