package dev.evpnd.speaker.config.yaml;

import java.util.List;
import java.util.TreeSet;

/// The faults of one file, in the order in which they stand there, each once.
public final class Faults {

    /// More than anybody reads; those behind are counted.
    static final int MOST = 1000;

    private final TreeSet<Fault> faults = new TreeSet<>();
    private int untold;

    public void add(Place place, String message) {
        var fault = new Fault(place, message);
        if (!isFull() || faults.contains(fault)) {
            faults.add(fault);
        } else {
            untold++;
        }
    }

    /// Whether what is added now is only counted, so that no words need be found for it.
    public boolean isFull() {
        return faults.size() >= MOST;
    }

    public boolean isEmpty() {
        return faults.isEmpty();
    }

    public List<Fault> list() {
        return List.copyOf(faults);
    }

    /// How many there were that [#list] does not have.
    public int untold() {
        return untold;
    }
}
