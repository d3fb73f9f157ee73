package dev.evpnd.speaker.http;

import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.PeerJson;
import dev.evpnd.speaker.query.PeerSummary;
import dev.evpnd.speaker.show.SummaryJson;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.IpAddress;

import io.netty.handler.codec.http.HttpResponseStatus;

import tools.jackson.core.JsonGenerator;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Peers: a page of them, or all that is known of one.
final class PeerResource {
    private final Inspection inspection;

    PeerResource(Inspection inspection) {
        this.inspection = inspection;
    }

    /// `/api/v1/peers`.
    Answer list(Question question) {
        var parameters = question.parameters();
        var isWanted =
                parameters
                        .take("state", "established or failed", PeerResource::state)
                        .orElse(_ -> true);
        var remoteAs = parameters.take("remote-as", "an AS number", Asn::parse);
        var page = Page.of(parameters, Cursor.PEERS, PeerResource::address);
        parameters.end();
        var peers =
                inspection.peers().summaries(RouteFamily.EVPN).stream()
                        .filter(isWanted)
                        .filter(
                                each ->
                                        remoteAs.isEmpty()
                                                || each.view().remoteAs().equals(remoteAs))
                        .sorted(Comparator.comparing(PeerResource::address))
                        .filter(
                                each ->
                                        page.after()
                                                .map(it -> it.compareTo(address(each)) < 0)
                                                .orElse(true))
                        .limit(page.limit() + 1L)
                        .toList();
        return Answer.json(json -> write(json, peers, page.limit()));
    }

    private static IpAddress address(PeerSummary peer) {
        return peer.view().status().address();
    }

    private static IpAddress address(byte[] place) {
        return IpAddress.parse(new String(place, StandardCharsets.US_ASCII));
    }

    private static Predicate<PeerSummary> state(String text) {
        Predicate<PeerSummary> isUp = each -> each.isEstablished() && each.isNegotiated();
        return switch (text) {
            case "established" -> isUp;
            case "failed" -> isUp.negate();
            default -> throw new IllegalArgumentException("neither of both");
        };
    }

    private static void write(JsonGenerator json, List<PeerSummary> peers, int limit) {
        json.writeArrayPropertyStart("peers");
        var some = peers.subList(0, Math.min(limit, peers.size()));
        some.forEach(each -> SummaryJson.write(json, each));
        json.writeEndArray();
        if (peers.size() > limit) {
            var place = address(some.getLast()).toString().getBytes(StandardCharsets.US_ASCII);
            json.writeStringProperty("next", Cursor.PEERS.text(place));
        }
    }

    /// `/api/v1/peers/{address}`.
    Answer one(Question question) {
        question.parameters().end();
        var wanted = wanted(question.place("address"));
        var peer =
                inspection.peers().all().stream()
                        .filter(each -> each.status().address().equals(wanted))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new Refusal(
                                                new Problem(
                                                        HttpResponseStatus.NOT_FOUND,
                                                        "there is no peer " + wanted)));
        return Answer.json(json -> PeerJson.writeFields(json, peer));
    }

    private static IpAddress wanted(String text) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(
                    Problem.of("address", "expected an IP address as the last part of the path"));
        }
    }
}
