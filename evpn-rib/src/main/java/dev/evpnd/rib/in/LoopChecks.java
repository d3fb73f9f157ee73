package dev.evpnd.rib.in;

import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.address.Asn;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.ClusterList;
import dev.evpnd.wire.attribute.OriginatorId;
import dev.evpnd.wire.attribute.PathAttributes;

import org.jspecify.annotations.Nullable;

/// Whether a route has been here before.
public record LoopChecks(Asn localAs, BgpIdentifier identifier, BgpIdentifier clusterId) {

    @Nullable DropReason judge(boolean external, PathAttributes attributes) {
        if (external) {
            return DropReason.NO_POLICY;
        }
        var originator = attributes.find(OriginatorId.class).map(OriginatorId::originator);
        if (originator.filter(identifier::equals).isPresent()) {
            return DropReason.OWN_ORIGINATOR_ID;
        }
        if (attributes
                .find(ClusterList.class)
                .filter(list -> list.contains(clusterId))
                .isPresent()) {
            return DropReason.CLUSTER_LOOP;
        }
        return attributes.find(AsPath.class).filter(path -> path.contains(localAs)).isPresent()
                ? DropReason.AS_LOOP
                : null;
    }
}
