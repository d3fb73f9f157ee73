package dev.evpnd.wire.evpn;

/// Where the fields stand that many route types have in common. Behind the route distinguisher
/// comes either a segment identifier or at once the tag, and so all of them have one of two
/// beginnings.
final class RouteLayout {
    /// The segment identifier, of the types that have one: 1, 2, 4, 5, 7 and 8.
    static final int SEGMENT = 8;

    /// The tag behind a segment identifier: types 1, 2, 5, 7 and 8.
    static final int TAG_BEHIND_SEGMENT = SEGMENT + EthernetSegmentId.LENGTH;

    /// What follows that tag.
    static final int BEHIND_SEGMENT_AND_TAG = TAG_BEHIND_SEGMENT + 4;

    /// The tag of a type without segment identifier: 3, 6, 9 and 10.
    static final int TAG = 8;

    /// What follows that tag.
    static final int BEHIND_TAG = TAG + 4;

    private RouteLayout() {}
}
