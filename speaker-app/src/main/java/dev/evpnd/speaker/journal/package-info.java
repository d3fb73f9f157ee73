/// Which forwarding entries evpnd has made, in a file that outlasts it: the kernel does not keep
/// who made them.
///
/// [dev.evpnd.speaker.journal.OwnEntries] is what follows from records, and knows no file. The
/// [dev.evpnd.speaker.journal.Journal] is the file. What is to become of the entries is decided
/// elsewhere.
///
/// ```java
/// var journal = Journal.open(file, identity, nowMillis);
/// journal.put(entry);                      // before the kernel is asked for it
/// journal.flush(nowMillis);                // one write for all of them
/// ```
@NullMarked
package dev.evpnd.speaker.journal;

import org.jspecify.annotations.NullMarked;
