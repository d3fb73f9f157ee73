package dev.evpnd.speaker.config;

import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpPrefix;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.SoftwareVersion;

import java.util.List;

/// What a configuration takes from the machine where its file does not say it.
///
/// @param routerId where there is no other
/// @param name of the host, with or without a domain
/// @param software what runs, as peers are told: `evpnd 0.1.0`
/// @param subnets from which peers may come where there is no file
/// @param privileged whether ports below 1024 can be listened on
public record Machine(
        BgpIdentifier routerId,
        String name,
        String software,
        List<IpPrefix> subnets,
        boolean privileged) {

    public Machine {
        subnets = List.copyOf(subnets);
    }

    /// The same machine with the addresses that it has now. It keeps what peers know it by, so that
    /// no session has to begin anew.
    public Machine withAddressesOf(Machine now) {
        return new Machine(routerId, name, software, now.subnets, privileged);
    }

    Fqdn fqdn() {
        int dot = name.indexOf('.');
        return dot < 0
                ? new Fqdn(name, "")
                : new Fqdn(name.substring(0, dot), name.substring(dot + 1));
    }

    SoftwareVersion softwareVersion() {
        return new SoftwareVersion(software);
    }
}
