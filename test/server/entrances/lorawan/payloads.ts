// What ChirpStack v4 and v3 and The Things Stack v3 post, after their documentation.

/** A ChirpStack `up` event. */
export function chirpstackUp(over: {
  readonly devEui?: string;
  readonly name?: string;
  readonly id?: string;
  readonly time?: string;
  readonly fCnt?: number;
  readonly fPort?: number;
  readonly object?: unknown;
  readonly data?: string;
}) {
  const { devEui = "0101010101010101", name = "Test device", id, time, object, ...others } = over;
  return {
    deduplicationId: id ?? `3ac7e3c4-4401-4b8d-9386-${devEui}-${over.fCnt ?? 12}`,
    time: time ?? "2022-07-18T09:34:15.775023242+00:00",
    deviceInfo: {
      tenantId: "52f14cd4-c6f1-4fbd-8f87-4025e1d49242",
      tenantName: "ChirpStack",
      applicationId: "ca739e26-7b67-4f14-b69e-d568c22a5a75",
      applicationName: "Test application",
      deviceProfileId: "605d08d4-65f5-4d2c-8a5a-3d2457662f79",
      deviceProfileName: "Test device profile",
      deviceName: name,
      devEui,
      deviceClassEnabled: "CLASS_A",
      tags: { key: "value" },
    },
    devAddr: "00189440",
    adr: true,
    dr: 1,
    fCnt: 12,
    fPort: 1,
    confirmed: false,
    data: "qg==",
    ...(object === undefined ? {} : { object }),
    rxInfo: [
      {
        gatewayId: "0016c001f153a14c",
        uplinkId: 4_217_106_255,
        rssi: -36,
        snr: 10.5,
        context: "E3OWOQ==",
        metadata: { region_name: "eu868" },
        crcStatus: "CRC_OK",
      },
      { gatewayId: "ff16c001f153a14c", uplinkId: 1, rssi: -110, snr: -4 },
    ],
    txInfo: {
      frequency: 867_100_000,
      modulation: { lora: { bandwidth: 125_000, spreadingFactor: 11, codeRate: "CR_4_5" } },
    },
    regionConfigId: "eu868",
    ...others,
  };
}

/** A ChirpStack `status` event. */
export function chirpstackStatus(devEui: string, time: string) {
  return {
    deduplicationId: `5ac7e3c4-${devEui}`,
    time,
    deviceInfo: { applicationName: "Test application", deviceName: "Test device", devEui },
    margin: 10,
    externalPowerSource: false,
    batteryLevelUnavailable: false,
    batteryLevel: 88.3,
  };
}

/** An `up` event of ChirpStack v3, in its JSON after protocol buffers: bytes are base64, what the codec made is text. */
export function chirpstackV3Up(devEUI: string, time = "2019-11-08T13:59:25.048445Z") {
  return {
    applicationID: "123",
    applicationName: "temperature-sensor",
    deviceName: "garden-sensor",
    devEUI,
    rxInfo: [
      {
        gatewayID: "AwMDAwMDAwM=",
        time,
        timeSinceGPSEpoch: null,
        rssi: -48,
        loRaSNR: 9,
        channel: 5,
        location: { latitude: 52.3740364, longitude: 4.9144401, altitude: 10.5 },
        fineTimestampType: "NONE",
        context: "9u/uvA==",
        uplinkID: "jhMh8Gq6RAOChSKbi83RHQ==",
      },
    ],
    txInfo: {
      frequency: 868_100_000,
      modulation: "LORA",
      loRaModulationInfo: { bandwidth: 125, spreadingFactor: 11, codeRate: "4/5" },
    },
    adr: true,
    dr: 1,
    fCnt: 10,
    fPort: 5,
    data: "AMj/",
    objectJSON: '{"co_ppm":12.5,"temperature":21}',
    tags: { key: "value" },
  };
}

/** The same in the older form ("JSON v3"): bytes of addresses are hexadecimal, what the codec made is an object. */
export function chirpstackOldUp(devEUI: string, time?: string) {
  const { objectJSON: _, ...event } = chirpstackV3Up(devEUI, time);
  const rxInfo = [{ gatewayID: "0303030303030303", name: "rooftop-gateway", time, rssi: -57, loRaSNR: 10 }];
  return { ...event, rxInfo, txInfo: { frequency: 868_100_000, dr: 5 }, object: { co_ppm: 13 } };
}

/** An uplink of The Things Stack. */
export function ttsUp(over: {
  readonly eui?: string;
  readonly receivedAt?: string;
  readonly fCnt?: number;
  readonly decoded?: unknown;
  readonly simulated?: boolean;
}) {
  const {
    eui = "0004A30B001C0530",
    receivedAt = "2020-02-12T15:15:45.787Z",
    fCnt,
    decoded,
    simulated,
  } = over;
  return {
    end_device_ids: {
      device_id: "dev1",
      application_ids: { application_id: "app1" },
      dev_eui: eui,
      join_eui: "800000000000000C",
      dev_addr: "00BCB929",
    },
    correlation_ids: ["as:up:01E0WZGT6Y7657CPFPE5WEYDSQ"],
    received_at: receivedAt,
    uplink_message: {
      session_key_id: "AXA50tHUQ5vGSiJXvDkJYA==",
      ...(fCnt === undefined ? {} : { f_cnt: fCnt }),
      f_port: 1,
      frm_payload: "gkHe",
      ...(decoded === undefined ? {} : { decoded_payload: decoded }),
      rx_metadata: [
        {
          gateway_ids: { gateway_id: "gtw1", eui: "9C5C8E00001A05C4" },
          time: receivedAt,
          timestamp: 2_463_457_000,
          rssi: -35,
          channel_rssi: -35,
          snr: 5.2,
          uplink_token: "ChIKEAoEZ3R3MRIInFyOAAAaBcQQ6L3Vlgk=",
          channel_index: 2,
        },
      ],
      settings: {
        data_rate: { lora: { bandwidth: 125_000, spreading_factor: 7 } },
        coding_rate: "4/6",
        frequency: "868300000",
      },
      received_at: receivedAt,
      confirmed: true,
      consumed_airtime: "0.056576s",
      last_battery_percentage: {},
    },
    ...(simulated ? { simulated: true } : {}),
  };
}
