/// Packet captures read for their BGP messages: a pcap or pcapng file in, whole messages out, with
/// everything that was lost on the way named. [dev.evpnd.speaker.capture.CaptureReader] is the
/// entry.
///
/// What a message means is not known here, only how long it says it is; nothing captures packets.
@NullMarked
package dev.evpnd.speaker.capture;

import org.jspecify.annotations.NullMarked;
