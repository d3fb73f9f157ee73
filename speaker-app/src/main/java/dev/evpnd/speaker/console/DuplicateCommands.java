package dev.evpnd.speaker.console;

import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.InstanceQueries.Cleared;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

/// `clear evpn dup-addr`: duplicates are treated like any other address again.
final class DuplicateCommands {
    private final Inspection inspection;

    DuplicateCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    void clear(Arguments arguments) {
        long now = inspection.moment().millis();
        var instances = inspection.instances();
        if (arguments.has("all")) {
            instances.bridgeDomains().forEach(each -> instances.clearDuplicates(each.vni(), now));
            return;
        }
        var vni = arguments.get(Words.VNI, Vni.class);
        var mac = arguments.find(Words.MAC, MacAddress.class);
        var address = arguments.find(Words.IP, IpAddress.class);
        if (mac.isPresent()) {
            require(instances.clearDuplicate(vni, mac.get(), now), vni, "MAC", "MAC");
        } else if (address.isPresent()) {
            require(
                    instances.clearDuplicate(vni, address.get(), now),
                    vni,
                    "host IP",
                    "host IP " + address.get());
        } else {
            require(instances.clearDuplicates(vni, now), vni, "", "");
        }
    }

    /// @param what kind of address was to be cleared
    /// @param which one it was
    private static void require(Cleared cleared, Vni vni, String what, String which) {
        switch (cleared) {
            case DONE -> {
                // Nothing is said of it, as in FRR.
            }
            case NO_VNI -> throw VniCommands.none(vni);
            case NO_ADDRESS ->
                    throw new QueryFailure(
                            "Requested %s does not exist in VNI %s".formatted(what, vni));
            case NO_DUPLICATE ->
                    throw new QueryFailure(
                            "Requested %s is not duplicate detected".formatted(which));
        }
    }
}
