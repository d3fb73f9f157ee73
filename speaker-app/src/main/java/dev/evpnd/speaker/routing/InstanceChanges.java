package dev.evpnd.speaker.routing;

import dev.evpnd.rib.instance.InstanceChange;

import java.util.List;

/// Who carries out what the instances want of a kernel. The routing thread calls it.
public interface InstanceChanges {

    /// Whether more can be taken now. Who said no has the thread turn when that is over, by any
    /// change ([RoutingThread#change]).
    boolean isReady();

    /// Takes changes, in their order.
    void take(List<InstanceChange> changes);
}
