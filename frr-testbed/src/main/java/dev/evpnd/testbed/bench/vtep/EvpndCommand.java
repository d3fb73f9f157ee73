package dev.evpnd.testbed.bench.vtep;

import java.util.List;

/// How evpnd is started to be measured.
///
/// @param words the command
/// @param auditSeconds how long after one audit the next begins
record EvpndCommand(List<String> words, int auditSeconds) {}
