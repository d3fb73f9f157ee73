package dev.evpnd.speaker.config;

import dev.evpnd.rib.policy.AsPathList;
import dev.evpnd.rib.policy.CommunityList;
import dev.evpnd.rib.policy.MacList;
import dev.evpnd.rib.policy.PrefixList;
import dev.evpnd.wire.community.Community;
import dev.evpnd.wire.community.ExtendedCommunity;
import dev.evpnd.wire.community.LargeCommunity;

import java.util.Map;
import java.util.Optional;

/// The lists of a file by their names, each empty where it has a fault.
record PolicyLists(
        Map<String, Optional<PrefixList>> prefixes,
        Map<String, Optional<MacList>> macs,
        Map<String, Optional<CommunityList<Community>>> communities,
        Map<String, Optional<CommunityList<ExtendedCommunity>>> extendedCommunities,
        Map<String, Optional<CommunityList<LargeCommunity>>> largeCommunities,
        Map<String, Optional<AsPathList>> asPaths) {}
