package dev.evpnd.rib.policy;

import dev.evpnd.wire.address.IpAddress;

import java.util.List;
import java.util.stream.Collectors;

/// The route comes from one of these peers, or goes to one.
///
/// @param addresses at least one; held sorted and each once
public record PeerMatch(List<IpAddress> addresses) implements Match {

    public PeerMatch {
        addresses = addresses.stream().sorted().distinct().toList();
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("there is at least one peer");
        }
    }

    @Override
    public boolean matches(Passage passage) {
        return addresses.contains(passage.subject().peer());
    }

    @Override
    public String text() {
        return addresses.stream()
                .map(IpAddress::toString)
                .collect(Collectors.joining(" ", "match peer ", ""));
    }
}
