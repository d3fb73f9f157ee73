package dev.evpnd.speaker.json;

import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.nlri.EvpnNlri;
import dev.evpnd.wire.nlri.Nlri;
import dev.evpnd.wire.nlri.NlriField;
import dev.evpnd.wire.nlri.OpaqueNlri;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.nlri.RouteTargetNlri;
import dev.evpnd.wire.nlri.UnicastNlri;

import tools.jackson.core.JsonGenerator;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// NLRI fields: those of `dev.evpnd.wire.nlri`.
public final class NlriJson {
    private static final HexFormat HEX = HexFormat.of();
    private static final int WHOLE_MEMBERSHIP = 96;

    private final JsonGenerator json;
    private final Set<AddressFamily> addPath;

    /// @param addPath the families whose routes have path identifiers
    public NlriJson(JsonGenerator json, Set<AddressFamily> addPath) {
        this.json = json;
        this.addPath = addPath;
    }

    /// The routes, as an array of this name; the octets where they are not read.
    public void write(String name, NlriField field) {
        switch (field) {
            case EvpnNlri(var routes) ->
                    write(name, field, routes, route -> EvpnJson.write(json, route));
            case RouteTargetNlri(var memberships) ->
                    write(name, field, memberships, membership -> write(json, membership));
            case UnicastNlri(var _, var prefixes) -> write(name, field, prefixes, this::prefix);
            case OpaqueNlri(var _, var octets) ->
                    json.writeStringProperty(name + "Octets", octets.toHex());
        }
    }

    private <R> void write(
            String name, NlriField field, List<Nlri<R>> routes, Consumer<R> writeRoute) {
        boolean withPath = addPath.contains(field.family());
        json.writeArrayPropertyStart(name);
        for (var nlri : routes) {
            json.writeStartObject();
            if (withPath) {
                Fields.u32(json, "pathIdentifier", nlri.pathId());
            }
            writeRoute.accept(nlri.route());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// The fields of a membership, into the object that is open.
    public static void write(JsonGenerator json, RouteTargetMembership membership) {
        json.writeNumberProperty("length", membership.length());
        if (membership.length() > 0) {
            Fields.u32(json, "originAs", membership.originAs().number());
            json.writeStringProperty("routeTarget", HEX.toHexDigits(membership.routeTarget()));
        }
        if (membership.length() == WHOLE_MEMBERSHIP) {
            var community = ExtendedCommunity.of(membership.routeTarget());
            Fields.text(json, "routeTargetText", community);
        }
    }

    private void prefix(IpPrefix prefix) {
        json.writeNumberProperty("length", prefix.length());
        Fields.text(json, "prefix", prefix.address());
    }
}
