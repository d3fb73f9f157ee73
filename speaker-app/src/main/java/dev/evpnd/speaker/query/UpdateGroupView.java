package dev.evpnd.speaker.query;

import dev.evpnd.rib.out.GroupStatus;
import dev.evpnd.wire.address.IpAddress;

import java.util.List;

/// An update group.
///
/// @param number as in what is told of a route
/// @param members in the order of their addresses
public record UpdateGroupView(int number, List<IpAddress> members, GroupStatus status) {}
