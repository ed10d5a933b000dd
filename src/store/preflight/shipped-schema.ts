import type { SchemaShape } from './catalogue.js';

/**
 * The schema as the migrations of this build make it, with which the preflight compares the database. Written by
 * `DUECOURSE_WRITE_SCHEMA=1` and test/store/preflight/shipped-schema.spec.ts, which also proves that it is so.
 */
export const SHIPPED_SCHEMA: SchemaShape = {
  tables: {
    accounts: '0cdab89b1da7a614636e9c5d023d1a720f774907e0fe1629e4a75a7737dcceca',
    blobs: '49fff828c5ef33d963e7c1c42200403cb121149d1cdbb669b9aa930bff2950f7',
    calendar_feeds: 'f93341434d93b593c0f900be6adfc84d5bf2728f8cc736e547ecd1d78a0dd266',
    case_documents: 'aceb8410fd74b04b73615fab1f0147f968ca4fa609634644c4e38ae8c073247b',
    case_doings: 'd416debaf203da385be10871ce738f67a93652bb533ef8f15196bca1dbaf9fad',
    case_follows: 'e1da9f69e40d849339d21631fcdbd5f46e8135d5ca211d191092991d828c17fa',
    case_initiated: '5e3c054b607fc784037fba67ccec20987158ba114c37952ce172f882f8a4a1d2',
    case_marks: '54a857bc9c6f1e61415fd0cce3a719493410cd5a45b31f2125ca0afdf0bc5303',
    case_material_versions: '25be572a4ba00c91e7564a5af9ad10a7fbe9d7b444db00cba785865be140550c',
    case_materials: '19b58602a6429babed86b69d228f966c3f8513684e7ddfddc7defe271cbebf52',
    case_parties: '18df08cff1eb73c7f54b86ee9636b0ab119cc1b86d28906fefec61755fe028ff',
    case_performers: '8e1ae63a3a14cee150b809bef6d2a86ae0d9d44795786651c902def2e572d3da',
    case_referrals: 'd833edac51439f54a9731168d98ebdcf5fb428fc82a1d906576f3912021e8b44',
    case_referred: '0933ba30c4f3c22f468174fd39e3b8e9afa5cab6ff06f651758c45723e1c0bc1',
    case_relations: '0759c7921488bcc209fe96b1b8b8da90615c0dd280fd3b19c62ef22cb7ab3d31',
    cases: '3077693210be1ccf6119b3108888155091667e8fa8aaf3275df838cd1efb2c0d',
    clock_warnings: 'ea92c5f0cd712bf49a61d2b8e9078081014634c23feba892d76b996a60927e94',
    clocks: '7a9915992dc1c7116c79921e3e63280f4f3055da70ada5ecc76bbba55b92ce67',
    consultation_comments: '3efb4394b7ea8b816e0d8fbf32b4fd0afa230fb82c45184096b748df374ad88c',
    consultation_groups: '1f1cb041a88fe54fe699663db058d3f4c00904f0761c87bada4c112a171b3760',
    consultations: '478e266b18f86be991b7fbf48ebb8d5ae298238dda9f5c2b506e7e9be6964226',
    document_numbers: '5cf2d790fa24e6dd8ff11981dc80ecd18f24766a55523f67ea64d5f72698c1b3',
    documents: '11aa678816f2f7276f33cfeb6b05fd3620e81160cb3d7433b807c64144f9068e',
    draft_answers: '8a93bb6a618cfd3edbd4b978daf4c1e30f2c7951166bbc64d3e94c63b2ab7889',
    draft_comments: '4a502cf2f36f56b209c5c5bfbb850d9366e4480f7d82f3d8ccfb90746baeae27',
    draft_versions: 'd091bbdb9d322c3855d2dd2ea6085f75d8b107b5dffede604e32c4813c32d639',
    happenings: '9e70e31b272a108db8078ff9f081624f17eaefbd7aa5d4182486087396098796',
    happenings_new: '49c77856c535749d40988c00b5c3f7d988e843a7f71eb0b62b98b35a8f9ffee8',
    idempotency: '77bec2edfca541a387ad439b573121650fbe12563a1dff75b95950c8816d82d7',
    identities: 'f487998197955187eeddf34a2193ed1a3d1c05735bfe46464152f23121f7d1b0',
    installation: '8841b281172a025caa24b568a6242b8520ffcde7a93c840aad2cea02fbb53f29',
    log_checkpoints: '19b824a91883c6879d086da03b6aab8b407a2d30869f14a47aa272bc5518b672',
    log_cosignatures: '40b14e113c54750e30145685c96f8fe11a9c39180795142d05f223dd9a584b85',
    log_entries: '7307faff8a6cf04de0f642fe6a875849642c621d89d79e68642b4696f11e7b6f',
    log_revocation_lists: 'a9016a74484eb253f54f3917f5738961e72d56c917ff99a0efe8d0f48f066880',
    log_stamp_renewals: 'c5ddc63f3989ad5af79573a14d0d32a66313abf0f804fd717337483630cacf1f',
    log_stamps: 'd3b1d028abe078d9280514c759f374c574b29e08cdecedb848bc232cc74a8ca0',
    log_tiles: 'ab99c07ed5bf8a2ceefebbd8219764da417bfca6e360928c5221acf81740df39',
    mail_queue: '85c8f1841880f5edc7549ff31f418e595b50f5263b7d5ace39bb140970417122',
    meeting_follow_ups: '9106208a1a52479f89ab855f65403419dde9f3fd6b02827e02e996a4fe3af6d4',
    meeting_follow_ups_told: '8c16c552c2ce4d5fd58bfef5c67e4e85b94a099aa76e85818b85a7fd59976453',
    meeting_items: 'cd05e147e02784ea05c8b096cae28bf56988823ef0b3857235b09ef254f86c81',
    meetings: 'c084c51dc73200a17f87daec76d809399077f88079efe215ff647c4507c1a35f',
    notice_followers: 'a1123374c08f3b2f27d573f312f7b78f1438ef65406c771c1c820bc17e1ede00',
    notice_settings: '95d84f4db0e26ca56b0b8e93813f41dfe80d03a064fc14bdce9decf75676bc8b',
    notices: '70dcbe1c813e38b5c082ee8dbac8fb92b3c1cc17db646830fea9a91c4d64f9de',
    outbox: '4789ec3459e92dcd20e39a3f2614118a30424cc7e4cf67b3bd4b7792e31a9dc3',
    panel_pools: '6edabfb00929fc891295f93e56a1754465f6c54c9f37c93dea0decb48e93d007',
    people: '3a031b707cd178186e50ff5856b2856dc24d54f00d69e69bb8baf2b08a32851e',
    procedure_posts: 'dc54ffd8f55bb924b7eb7e401d5bb2d8f52a3fbd4035c2cbedc9517ba38963f3',
    procedure_separations: 'fe69ae29a5d28bd3939aa5c6fab9a937970737648e75121674165b84f680dbd7',
    publications: '7c6d9f92ab3b4f6463279bf4b950cd085864b8fe6edd3041557920b52a6cf001',
    record_parts: 'ed31afd931ea147710332fcb5fdc8ac992598734df8ac2d5347d5f50f65a02a4',
    records: '7957cf557d7269c613d708b90bb5491ed1cd77cd9b849e2246a26c04217c33aa',
    restricted_files: '4956e1c5adb1646f076fcc45783a3fd43031f1c0680d6e25e0d945d4a64480e6',
    restricted_parts: '86401c88b1a3d4fa30373ae915d60db564a979d193bdbc637ad2f9d336b291aa',
    schema_changes: '01607729d9f8941639b9c33cdb637e9765ef91c765b9dc5a6233407bdea8695b',
    schema_migrations: '13c1359d68f0447e293741faa09b4da2d50fd43419e8680a14ecd8976ed74ad1',
    sequence_queue: '74d384b4aed2eea168b208b2baaf66430191dff912306cd842dfa7b91b655606',
    sessions: '9617d056c4a992f33ec0fad5b46bd707dfb967293acf8cfa3eda19a9e2f69122',
    sign_in_attempts: 'f5684963193aaf654062ce715d80fb8bd9d8b80b96fbcdfc7d4740b13cba6d1f',
    sign_in_flows: '188177b5bffc5132a7c05966c6cb7d0fd4b78abde53aa5afa14a9b15f69f70be',
    snippets: 'a4cf12befdf9b01d47747ef6ed75cd995759f51d5003407a5f5a4df4d32fdc95',
    stream_standings: 'b8b0dadb170379508be1102b34967cd72d30b3f85db13bec67debacd2fb4b78f',
    streams: '8acc7aada666d030a9b4977447f61e738ebffd7b93f26abac7097fefa973e6b7',
    task_signers: '0b30279f941b61319b11af4b663b8a74e95c43645de9dc637046723f98dcc248',
    tasks: '36d8a072924d5443470aeae730937ac1f68ccddbdde915e92d6841cae0567000',
    uploads: '49150b62e43eb3ea83f16f09a28130eaefbe3b408bca3ab135fe4a728474ba2b',
    vacancies: 'ace8e0489bbbeb4ff1dd5b7dccb8182fc8c4fe5797e22263bc9689fafa7839b0',
    webhook_attempts: 'a65f1454d59d5ff5b4977ccd97e9251a633f5295b0d805e6672c2a82c1629225',
    webhook_lanes: '92898861f6c622537860e83e2dacc0d854317167849756c7982cfc58bf9909ae',
    webhooks: '06b4078494f52986b69f04c51890fed6cd98953906be956630068ed5cc00dadd',
  },
  views: {
    audit_cases: '35e145812d523f2d19c96dae85364778634b700f3e2e7b6b0edbee6b7d01e16d',
    audit_documents: 'da1009e0fb76a3bd2d2e8883bca62e31c3eaf8db0277dbd2046a2ee2262a9a11',
    audit_installation: '901bd03ece8739ff44c638d2462ca005856ed09c7c45a0f1b90480f4e09c7d32',
    audit_outbox: '115c9262835f6469ca5b51b06a0b596ed41c6afa17e58a803cd0ed174cfd59c0',
    audit_records: 'fe826b1f09ecfadfbbc2bb4f411cc6efad420656966cce80ab4208236cfbc79b',
    audit_schema_changes: 'a0f2e9a456c28260647de38845df4a79e0c78261610f00914a2bad68afb30fb1',
    audit_schema_migrations: '95882d22dd31506dbd8ecf687bf2a04d28abb758c574fee31fd2f95e45d4f72b',
    audit_streams: '713e033a18bed3a3938fb62aa5f0a5308198fb5f5bd347c79a62a76bde8b519c',
  },
  triggers: {
    'case_documents.case_documents_frozen':
      'CREATE TRIGGER case_documents_frozen BEFORE DELETE OR TRUNCATE ON case_documents FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'consultation_comments.consultation_comments_frozen':
      'CREATE TRIGGER consultation_comments_frozen BEFORE DELETE OR TRUNCATE ON consultation_comments FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'consultation_groups.consultation_groups_frozen':
      'CREATE TRIGGER consultation_groups_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON consultation_groups FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'consultations.consultations_frozen':
      'CREATE TRIGGER consultations_frozen BEFORE DELETE OR TRUNCATE ON consultations FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'document_numbers.document_numbers_frozen':
      'CREATE TRIGGER document_numbers_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON document_numbers FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'documents.documents_frozen':
      'CREATE TRIGGER documents_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'draft_answers.draft_answers_frozen':
      'CREATE TRIGGER draft_answers_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON draft_answers FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'draft_comments.draft_comments_frozen':
      'CREATE TRIGGER draft_comments_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON draft_comments FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'draft_versions.draft_versions_frozen':
      'CREATE TRIGGER draft_versions_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON draft_versions FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'idempotency.idempotency_frozen':
      'CREATE TRIGGER idempotency_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON idempotency FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'installation.installation_frozen':
      'CREATE TRIGGER installation_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON installation FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'log_checkpoints.log_checkpoints_frozen':
      'CREATE TRIGGER log_checkpoints_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON log_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'log_cosignatures.log_cosignatures_frozen':
      'CREATE TRIGGER log_cosignatures_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON log_cosignatures FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'log_entries.log_entries_follow':
      'CREATE TRIGGER log_entries_follow AFTER INSERT ON log_entries REFERENCING NEW TABLE AS new_entries FOR EACH STATEMENT EXECUTE FUNCTION duecourse_entry_follows()',
    'log_entries.log_entries_frozen':
      'CREATE TRIGGER log_entries_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON log_entries FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'log_revocation_lists.log_revocation_lists_frozen':
      'CREATE TRIGGER log_revocation_lists_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON log_revocation_lists FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'log_stamp_renewals.log_stamp_renewals_frozen':
      'CREATE TRIGGER log_stamp_renewals_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON log_stamp_renewals FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'log_stamps.log_stamps_frozen':
      'CREATE TRIGGER log_stamps_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON log_stamps FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'log_tiles.log_tiles_frozen':
      'CREATE TRIGGER log_tiles_frozen BEFORE DELETE OR TRUNCATE ON log_tiles FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'log_tiles.log_tiles_grow':
      'CREATE TRIGGER log_tiles_grow BEFORE UPDATE ON log_tiles FOR EACH ROW EXECUTE FUNCTION duecourse_tile_grows()',
    'meeting_follow_ups.meeting_follow_ups_frozen':
      'CREATE TRIGGER meeting_follow_ups_frozen BEFORE DELETE OR TRUNCATE ON meeting_follow_ups FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'meeting_items.meeting_items_frozen':
      'CREATE TRIGGER meeting_items_frozen BEFORE DELETE OR TRUNCATE ON meeting_items FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'meetings.meetings_frozen':
      'CREATE TRIGGER meetings_frozen BEFORE DELETE OR TRUNCATE ON meetings FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'panel_pools.panel_pools_frozen':
      'CREATE TRIGGER panel_pools_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON panel_pools FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'record_parts.record_parts_frozen':
      'CREATE TRIGGER record_parts_frozen BEFORE UPDATE OR TRUNCATE ON record_parts FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'record_parts.record_parts_of_record':
      'CREATE TRIGGER record_parts_of_record BEFORE INSERT ON record_parts FOR EACH ROW EXECUTE FUNCTION duecourse_part_of_record()',
    'record_parts.record_parts_only_erased':
      'CREATE TRIGGER record_parts_only_erased BEFORE DELETE ON record_parts FOR EACH ROW EXECUTE FUNCTION duecourse_only_erased()',
    'records.records_at_head':
      'CREATE TRIGGER records_at_head BEFORE INSERT ON records FOR EACH ROW EXECUTE FUNCTION duecourse_at_head()',
    'records.records_bring_back':
      "CREATE TRIGGER records_bring_back AFTER INSERT ON records FOR EACH ROW WHEN ((new.type = 'audit.part.redacted'::text)) EXECUTE FUNCTION duecourse_erase_apart()",
    'records.records_erase':
      "CREATE TRIGGER records_erase AFTER INSERT ON records FOR EACH ROW WHEN ((new.type = 'audit.part.redacted'::text)) EXECUTE FUNCTION duecourse_erase()",
    'records.records_frozen':
      'CREATE TRIGGER records_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON records FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'records.records_queued':
      'CREATE TRIGGER records_queued AFTER INSERT ON records REFERENCING NEW TABLE AS new_records FOR EACH STATEMENT EXECUTE FUNCTION duecourse_queue_records()',
    'records.records_restrict':
      "CREATE TRIGGER records_restrict AFTER INSERT ON records FOR EACH ROW WHEN ((new.type = ANY (ARRAY['audit.part.restricted'::text, 'audit.part.released'::text]))) EXECUTE FUNCTION duecourse_restrict()",
    'restricted_parts.restricted_parts_frozen':
      'CREATE TRIGGER restricted_parts_frozen BEFORE UPDATE OR TRUNCATE ON restricted_parts FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'restricted_parts.restricted_parts_of_record':
      'CREATE TRIGGER restricted_parts_of_record BEFORE INSERT ON restricted_parts FOR EACH ROW EXECUTE FUNCTION duecourse_part_of_record()',
    'restricted_parts.restricted_parts_only_released':
      'CREATE TRIGGER restricted_parts_only_released BEFORE DELETE ON restricted_parts FOR EACH ROW EXECUTE FUNCTION duecourse_only_released()',
    'schema_changes.schema_changes_frozen':
      'CREATE TRIGGER schema_changes_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON schema_changes FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'sequence_queue.sequence_queue_frozen':
      'CREATE TRIGGER sequence_queue_frozen BEFORE UPDATE OR TRUNCATE ON sequence_queue FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'stream_standings.stream_standings_frozen':
      'CREATE TRIGGER stream_standings_frozen BEFORE DELETE OR TRUNCATE ON stream_standings FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'streams.streams_frozen':
      'CREATE TRIGGER streams_frozen BEFORE DELETE OR TRUNCATE ON streams FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'streams.streams_head_has_record':
      'CREATE CONSTRAINT TRIGGER streams_head_has_record AFTER INSERT OR UPDATE ON streams DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION duecourse_head_has_record()',
    'streams.streams_mark':
      "CREATE TRIGGER streams_mark AFTER UPDATE ON streams FOR EACH ROW WHEN (((new.kind = 'case'::text) AND ((new.seq / 250) > (old.seq / 250)))) EXECUTE FUNCTION duecourse_mark_case()",
  },
  functions: {
    'duecourse_append(37)': '4ee1bbb57dd5b81e5d4fed46e6738f83eb97c00bc563fdd3474d098c3746a177',
    'duecourse_append_beside(2)': '503cd57e2e84df456d7eaddc8d748ec30a11a2d0e72ef576e5097679cdff912f',
    'duecourse_append_case(6)': 'b9adc85949131423466adc8fbf8b8f1e3c291de16ba12a6f0fa680cdfd4dbca3',
    'duecourse_append_consultations(2)': '5c1f28c382c7c704d90110573bc21dc83c4c9976f9ab4b32476e6d98a7e2410d',
    'duecourse_append_desk(2)': '8208cd32e246cf2ba1e77fb37aef95adf834d4fcab52fc0e2e0e5b731e5f0538',
    'duecourse_append_drafts(2)': 'ac5af24aa2143c0789b6aa70ef13c408998d09baa0e62c38e9934d6dcdb37f0a',
    'duecourse_append_materials(2)': '943e4afeadcbd5f6ed94d851e9930ba24fc13a3931bde5235cb096e5916bb73e',
    'duecourse_append_meetings(2)': '6df5fb3181605a4a00daff38189e7dd29737fcf25ea0ca92f8f43c2b1186676f',
    'duecourse_append_notices(2)': 'a60ba60c266915b6a7cf38f9890ef343660293c90f4aeb9d7ffe076aee79aed4',
    'duecourse_append_panels(2)': 'ed74c9ea9b95af259341257b72ced23523ba41b4ce27f9651892585423380ea9',
    'duecourse_append_papers(2)': 'df01a8ffcd7da5eb5162a3c41b8a1d179b390d3513e63de464ed648dc65696e1',
    'duecourse_append_publications(2)': 'ea6b54a75f747ff6a110cc2b707af8fe65527ebd084aa59cb8943d60ab0a3751',
    'duecourse_append_standings(2)': '548264aae61a7c2a87281f486008cfbc7217aec0b55979f2c2c3dc4e66625abb',
    'duecourse_at_head(0)': 'e461ea2d86f6a610d78bfd856efc721d9ae8574a7836b9d82dd5c1488b6771b8',
    'duecourse_change_account(1)': 'c40544edf0687b1052f22b984b5140a14ee603a12bce240ca6d720382b942cfb',
    'duecourse_change_webhook(1)': '77c49fc03dc87bd9d996d90f75757e2cca2848cad4b04796c6e3f027e2f7b55b',
    'duecourse_entry_follows(0)': '1247cbf2eb1ee8c7ab9713e763bedb8a66398a00bd2d4dbf2415e6bcf31e277a',
    'duecourse_erase(0)': '3a439308aa97419b3fb1bd19ce113df2e0cd82257efacc741d69838d136c3fcd',
    'duecourse_erase_apart(0)': 'de8dabb79ec48c9b4105bb60b8649f6c9bf23c920dd0da906c3fbbf95822a151',
    'duecourse_erase_case_words(2)': 'a4e168645577f01b371a54f4133d3ba9a55bdc88ef8fd3f5c7082692d1aa1334',
    'duecourse_erase_comments(4)': '7cb53a168f94d6fc04b3db55c3ddd5dcfacca9ac9a71fe62cf7fd335aa2cb946',
    'duecourse_erase_copies(5)': '9166c89a39f59068742f54e2b435f78ff7a96bc0fbbf7aa0cf7c871aa5453600',
    'duecourse_erase_file(2)': '627b8d69844c8206b04196aa930e18087e80b79c142f00cb644eb29f971a0d04',
    'duecourse_fill_lanes(4)': 'cfb87fa5afaf550528b46fbceb29f5eef3e0127cb36395dfe22baf11c91ee6f2',
    'duecourse_go_on(4)': '2496ca4514da5760dc48c3063ec9f5e62c02d47e40ed1cdd2372a39c07aff7ef',
    'duecourse_hand_over(2)': '9b987e11cec6fb2827fc8fe07b1cd43c8743d0f858450951bd9a146faced422e',
    'duecourse_head_has_record(0)': '49197c893cfd267fe21160d05c2403949f2ea25f31982317b1cdae11d6d386a5',
    'duecourse_mark_case(0)': 'f7f80c6bc4f4f8f7c44e6664f82865a4f9ce15271f4e7de5089b2436664ab20b',
    'duecourse_note_change(0)': '2e74c1c39295cf377fd258f41ee41b6d2b972c3173b04a49b7abf8f6bd1d29d2',
    'duecourse_note_drop(0)': 'ea4c553f231e78f90e05bd8dd1ecd648af47615d828dfac0f6765094b4f8b5e5',
    'duecourse_number_happenings(1)': '1137d259889252c83876f79b3f2dc9b877b6551fe0d2c98fa401c61c09e12484',
    'duecourse_only_erased(0)': '2f1ec4d2e613d2e5c6f44cfe230ab19f5df89875a8ed7bcb24c4affc27b0dede',
    'duecourse_only_released(0)': '1d59b7c91e90dc767c9f41470ecf88a98a71e45927afa6d61c183c1c23fbde65',
    'duecourse_part_of_record(0)': '5352e68a4251b0415efb915ba9ae6726aeffc6e7bfdb9bb088f7c7fcb71d280d',
    'duecourse_put_case_words(4)': '62b3f851b7dda6667b90b6779106a7949d17627977554c98f023a05d56656a28',
    'duecourse_queue_records(0)': '4030431973b1fc5bf32c8d2db0f403cbe9ccee2282a107b3b52763355e5f3b3e',
    'duecourse_refuse(0)': 'b6f377b7cc8c0036450f8cef420c9ffec7be39a54bb258bc517204331649b804',
    'duecourse_release_copies(2)': '3108a2e0aa65c70fcd456c09414f3dd51cee81aafc530de0f9d057ee841b75de',
    'duecourse_restrict(0)': '9e74d09ccf2044982d4affc9681055b7ff3c7723e6affba373d59e1d0c362acf',
    'duecourse_restrict_comments(4)': '3c3d32b2130012d8b42187d6ddf1aa6d6b4722e48ed6e40558a3be34fb81db42',
    'duecourse_restrict_copies(5)': 'bda5ca044f83932829654e2676132344a15d59354324a9f6c9bc9719575e2883',
    'duecourse_settle_delivery(10)': '73bdca27a4bf8990ab6aa85218de41bca10228c1c8a359cec6b0d86465db1d2c',
    'duecourse_take_turn(7)': '17f0cee54e9998b0638a521336bcb23e21c1bd71a81d8f21609237cc76995cd8',
    'duecourse_tile_grows(0)': 'c374495ef1aa4f372957bebddba7ba7e96d3de5f5b43d6fd6cf0a366e13d5351',
    'duecourse_wanted(2)': '8e340470259da2446457866e0ae03521ba122dceb54dfdb7aa7083b708bf719a',
    'duecourse_write_notices(6)': '888bd9d8e190718c060dcb759be270f5c6e2701df2f7999c2320c3a40b76111f',
  },
};
