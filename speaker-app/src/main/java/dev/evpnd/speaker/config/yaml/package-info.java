/// A file of the configuration as a tree of nodes, each with the line and column it begins at, and
/// the faults that are found in it.
///
/// What the keys mean is not known here. A file is bounded in every direction before it is looked
/// at: octets, depth, and no aliases, with which few octets could become many nodes.
@NullMarked
package dev.evpnd.speaker.config.yaml;

import org.jspecify.annotations.NullMarked;
