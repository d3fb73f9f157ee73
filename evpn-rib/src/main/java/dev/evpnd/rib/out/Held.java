package dev.evpnd.rib.out;

/// What a member could see while it was told: by which rules, and of what it wanted.
record Held(UpdateGroup group, Membership membership) {}
