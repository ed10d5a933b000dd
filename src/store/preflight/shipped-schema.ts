import type { SchemaShape } from './catalogue.js';

/**
 * The schema as the migrations of this build make it, with which the preflight compares the database. Written by
 * `DUECOURSE_WRITE_SCHEMA=1` and test/store/preflight/shipped-schema.spec.ts, which also proves that it is so.
 */
export const SHIPPED_SCHEMA: SchemaShape = {
  tables: {
    accounts: '0cdab89b1da7a614636e9c5d023d1a720f774907e0fe1629e4a75a7737dcceca',
    case_parties: '18df08cff1eb73c7f54b86ee9636b0ab119cc1b86d28906fefec61755fe028ff',
    case_performers: '8e1ae63a3a14cee150b809bef6d2a86ae0d9d44795786651c902def2e572d3da',
    case_relations: '0759c7921488bcc209fe96b1b8b8da90615c0dd280fd3b19c62ef22cb7ab3d31',
    cases: 'fe06be3ee86f110318fb8115f9a6b53c165d43b78502bf3152bbb29e476b88bb',
    clocks: '7a9915992dc1c7116c79921e3e63280f4f3055da70ada5ecc76bbba55b92ce67',
    documents: '348e993f6f1f2d7f2271ebec9d545785fe42238c807cfb96c2c377df445751ac',
    idempotency: '77bec2edfca541a387ad439b573121650fbe12563a1dff75b95950c8816d82d7',
    identities: 'f487998197955187eeddf34a2193ed1a3d1c05735bfe46464152f23121f7d1b0',
    installation: '8841b281172a025caa24b568a6242b8520ffcde7a93c840aad2cea02fbb53f29',
    outbox: '4789ec3459e92dcd20e39a3f2614118a30424cc7e4cf67b3bd4b7792e31a9dc3',
    people: '3a031b707cd178186e50ff5856b2856dc24d54f00d69e69bb8baf2b08a32851e',
    procedure_posts: 'dc54ffd8f55bb924b7eb7e401d5bb2d8f52a3fbd4035c2cbedc9517ba38963f3',
    procedure_separations: 'fe69ae29a5d28bd3939aa5c6fab9a937970737648e75121674165b84f680dbd7',
    record_parts: 'ed31afd931ea147710332fcb5fdc8ac992598734df8ac2d5347d5f50f65a02a4',
    records: 'e8bcceeb88f31de0010f17ea540a4106894dcf985ecdfcc8bfb2b7c3460dca60',
    schema_changes: '01607729d9f8941639b9c33cdb637e9765ef91c765b9dc5a6233407bdea8695b',
    schema_migrations: '13c1359d68f0447e293741faa09b4da2d50fd43419e8680a14ecd8976ed74ad1',
    sessions: '9617d056c4a992f33ec0fad5b46bd707dfb967293acf8cfa3eda19a9e2f69122',
    sign_in_attempts: 'f5684963193aaf654062ce715d80fb8bd9d8b80b96fbcdfc7d4740b13cba6d1f',
    sign_in_flows: '188177b5bffc5132a7c05966c6cb7d0fd4b78abde53aa5afa14a9b15f69f70be',
    streams: '8acc7aada666d030a9b4977447f61e738ebffd7b93f26abac7097fefa973e6b7',
    tasks: '77f94faf0d43d4088888ec081c93540392889e9cc06f4cfef990c33bd7cd60af',
    vacancies: 'ace8e0489bbbeb4ff1dd5b7dccb8182fc8c4fe5797e22263bc9689fafa7839b0',
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
    'documents.documents_frozen':
      'CREATE TRIGGER documents_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'idempotency.idempotency_frozen':
      'CREATE TRIGGER idempotency_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON idempotency FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'installation.installation_frozen':
      'CREATE TRIGGER installation_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON installation FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'record_parts.record_parts_frozen':
      'CREATE TRIGGER record_parts_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON record_parts FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'record_parts.record_parts_of_record':
      'CREATE TRIGGER record_parts_of_record BEFORE INSERT ON record_parts FOR EACH ROW EXECUTE FUNCTION duecourse_part_of_record()',
    'records.records_at_head':
      'CREATE TRIGGER records_at_head BEFORE INSERT ON records FOR EACH ROW EXECUTE FUNCTION duecourse_at_head()',
    'records.records_frozen':
      'CREATE TRIGGER records_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON records FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'schema_changes.schema_changes_frozen':
      'CREATE TRIGGER schema_changes_frozen BEFORE DELETE OR UPDATE OR TRUNCATE ON schema_changes FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'streams.streams_frozen':
      'CREATE TRIGGER streams_frozen BEFORE DELETE OR TRUNCATE ON streams FOR EACH STATEMENT EXECUTE FUNCTION duecourse_refuse()',
    'streams.streams_head_has_record':
      'CREATE CONSTRAINT TRIGGER streams_head_has_record AFTER INSERT OR UPDATE ON streams DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION duecourse_head_has_record()',
  },
  functions: {
    'duecourse_append(37)': '2ca70a4c7f3fcdf5dddcc118e7a564b386321e469ece62b620a04d0a968c2598',
    'duecourse_append_case(6)': '1b21b601bf0a22d91a0fd9adcc9b663fedc4e460814dc4973472915e2ebd9b88',
    'duecourse_append_desk(2)': 'f7d73845ab2a2f94dadf07dc5e958ed30feddc8a27165dc84ec0b1347cd053b3',
    'duecourse_append_materials(2)': 'db7b7eee8d90d037e8c7d71f0bddd7df0967b6e68d353edcb5be0492b3bb7eeb',
    'duecourse_append_notices(2)': '2cea193b737fd2d5475f830e2a7d8c642f73ed1ea638fbb13f5c172ea5c9156f',
    'duecourse_append_papers(2)': '13c8a997c5b90a59d6ef28a6408272c2152aa25e82e19aa520d48eba2c68758f',
    'duecourse_append_publications(2)': 'f0aa2703aa080839113a35458f82fccc0bcba7f854164aa9b7cec550ca4cc274',
    'duecourse_at_head(0)': 'e461ea2d86f6a610d78bfd856efc721d9ae8574a7836b9d82dd5c1488b6771b8',
    'duecourse_change_account(1)': 'c40544edf0687b1052f22b984b5140a14ee603a12bce240ca6d720382b942cfb',
    'duecourse_head_has_record(0)': '49197c893cfd267fe21160d05c2403949f2ea25f31982317b1cdae11d6d386a5',
    'duecourse_note_change(0)': '2e74c1c39295cf377fd258f41ee41b6d2b972c3173b04a49b7abf8f6bd1d29d2',
    'duecourse_note_drop(0)': 'ea4c553f231e78f90e05bd8dd1ecd648af47615d828dfac0f6765094b4f8b5e5',
    'duecourse_part_of_record(0)': '5352e68a4251b0415efb915ba9ae6726aeffc6e7bfdb9bb088f7c7fcb71d280d',
    'duecourse_refuse(0)': 'b6f377b7cc8c0036450f8cef420c9ffec7be39a54bb258bc517204331649b804',
    'duecourse_take_turn(7)': '17f0cee54e9998b0638a521336bcb23e21c1bd71a81d8f21609237cc76995cd8',
  },
};
