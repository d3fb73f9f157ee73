package dev.evpnd.speaker.console;

import dev.evpnd.rib.instance.IpVrfSettings;
import dev.evpnd.rib.instance.Vni;
import dev.evpnd.speaker.command.Arguments;
import dev.evpnd.speaker.json.JsonLine;
import dev.evpnd.speaker.query.BridgeDomain;
import dev.evpnd.speaker.query.Inspection;
import dev.evpnd.speaker.query.InstanceQueries;
import dev.evpnd.speaker.query.QueryFailure;
import dev.evpnd.speaker.query.RemoteVtep;
import dev.evpnd.speaker.query.VniDevices;
import dev.evpnd.speaker.show.EvpnOverview;
import dev.evpnd.speaker.show.EvpnVniDetail;
import dev.evpnd.speaker.show.EvpnVniTable;
import dev.evpnd.speaker.show.Tenant;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The commands that show the VNIs of this speaker, as a VTEP has them.
final class VniCommands {
    private final Inspection inspection;

    VniCommands(Inspection inspection) {
        this.inspection = inspection;
    }

    private InstanceQueries instances() {
        return inspection.instances();
    }

    static QueryFailure none(Vni vni) {
        return new QueryFailure("VNI " + vni + " does not exist");
    }

    private List<RemoteVtep> vteps(BridgeDomain of) {
        return instances().tenants().vteps(of.vni());
    }

    private Tenant tenant(IpVrfSettings of) {
        return tenant(of, instances().devices());
    }

    private Tenant tenant(IpVrfSettings of, Map<Vni, VniDevices> devices) {
        var tenants = instances().tenants();
        return new Tenant(
                of,
                instances().routedBy(of.l3Vni()),
                tenants.routers(of.l3Vni()),
                tenants.nextHops(of.l3Vni()).size(),
                Optional.ofNullable(devices.get(of.l3Vni())));
    }

    private List<Tenant> tenants() {
        var devices = instances().devices();
        return instances().ipVrfs().stream().map(each -> tenant(each, devices)).toList();
    }

    /// `show evpn`.
    void overview(Arguments arguments, Format format, Output out) {
        var overview = new EvpnOverview(instances().bridgeDomains(), instances().ipVrfs().size());
        if (format == Format.JSON) {
            InstanceCommands.json(out, overview::json);
        } else {
            out.write(overview.text());
        }
    }

    /// `show evpn vni`.
    void table(Arguments arguments, Format format, Output out) {
        if (format == Format.JSON) {
            InstanceCommands.json(
                    out,
                    json -> {
                        instances()
                                .bridgeDomains()
                                .forEach(each -> EvpnVniTable.json(json, each, vteps(each)));
                        tenants().forEach(each -> EvpnVniTable.json(json, each));
                    });
            return;
        }
        var table = new EvpnVniTable(out.layout());
        out.write(table.header());
        instances().bridgeDomains().forEach(each -> out.write(table.text(each, vteps(each))));
        tenants().forEach(each -> out.write(table.text(each)));
    }

    /// `show evpn vni detail`.
    void details(Arguments arguments, Format format, Output out) {
        if (format == Format.JSON) {
            var json = JsonLine.beginArray(out.stream());
            for (var each : instances().bridgeDomains()) {
                json.writeStartObject();
                EvpnVniDetail.json(json, each, vteps(each));
                json.writeEndObject();
            }
            for (var each : tenants()) {
                json.writeStartObject();
                EvpnVniDetail.json(json, each);
                json.writeEndObject();
            }
            JsonLine.endArray(json);
            return;
        }
        instances()
                .bridgeDomains()
                .forEach(each -> out.line(EvpnVniDetail.text(each, vteps(each))));
        tenants().forEach(each -> out.line(EvpnVniDetail.text(each, out.layout())));
    }

    /// `show evpn vni N`.
    void detail(Arguments arguments, Format format, Output out) {
        var vni = arguments.get(Words.VNI, Vni.class);
        var bridgeDomain = instances().bridgeDomain(vni);
        var ipVrf = instances().ipVrf(vni);
        if (format == Format.JSON) {
            InstanceCommands.json(
                    out,
                    json -> {
                        bridgeDomain.ifPresent(it -> EvpnVniDetail.json(json, it, vteps(it)));
                        ipVrf.ifPresent(it -> EvpnVniDetail.json(json, tenant(it)));
                    });
            return;
        }
        out.write(
                bridgeDomain
                        .map(it -> EvpnVniDetail.text(it, vteps(it)))
                        .or(() -> ipVrf.map(it -> EvpnVniDetail.text(tenant(it), out.layout())))
                        .orElseThrow(() -> none(vni)));
    }
}
