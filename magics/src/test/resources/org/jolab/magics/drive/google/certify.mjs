// Google's client for Node against the Drive that HTTPS_PROXY leads to. Run in a folder where @googleapis/drive is installed.
import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {createRequire} from 'node:module';
import {Readable} from 'node:stream';

const require = createRequire(process.cwd() + '/');
const {drive: driveOf, auth: auths} = require('@googleapis/drive');
const auth = new auths.OAuth2();
auth.setCredentials({access_token: process.env.TOKEN});
const drive = driveOf({version: 'v3', auth});
const md5 = bytes => createHash('md5').update(bytes).digest('hex');

const folder = (await drive.files.create({
    requestBody: {name: 'node', mimeType: 'application/vnd.google-apps.folder'}, fields: 'id'})).data;
const bytes = randomBytes(300_000);
const file = (await drive.files.create({
    requestBody: {name: 'ünï "q".bin', parents: [folder.id]},
    media: {mimeType: 'application/octet-stream', body: Readable.from([bytes])},
    fields: 'id,name,size,md5Checksum,mimeType'})).data;
assert.equal(file.md5Checksum, md5(bytes));
assert.equal(file.size, '300000');
assert.equal(file.mimeType, 'application/octet-stream');

const part = await drive.files.get({fileId: file.id, alt: 'media'},
    {responseType: 'arraybuffer', headers: {Range: 'bytes=100-199'}});
assert.equal(part.status, 206);
assert.deepEqual(Buffer.from(part.data), bytes.subarray(100, 200));
const whole = await drive.files.get({fileId: file.id, alt: 'media'}, {responseType: 'stream'});
const chunks = [];
for await (const chunk of whole.data) {
    chunks.push(chunk);
}
assert.equal(md5(Buffer.concat(chunks)), file.md5Checksum);

const start = (await drive.changes.getStartPageToken({})).data.startPageToken;
const changed = (await drive.files.update({fileId: file.id, requestBody: {name: 'other'},
    media: {mimeType: 'text/plain', body: 'hello'}, fields: 'id,name,size'})).data;
assert.deepEqual([changed.id, changed.name, changed.size], [file.id, 'other', '5']);
const changes = (await drive.changes.list({pageToken: start})).data;
assert.deepEqual(changes.changes.map(change => change.fileId), [file.id]);
assert.ok(changes.newStartPageToken);

for (let i = 0; i < 12; i++) {
    await drive.files.create({requestBody: {name: `n${i}`, parents: [folder.id]}});
}
const names = new Set();
let pageToken;
do {
    const page = (await drive.files.list({q: `'${folder.id}' in parents and trashed = false`, pageSize: 5, pageToken,
        orderBy: 'name', fields: 'nextPageToken,files(name)'})).data;
    page.files.forEach(found => names.add(found.name));
    pageToken = page.nextPageToken;
} while (pageToken);
assert.equal(names.size, 13);

const ids = (await drive.files.generateIds({count: 2})).data.ids;
await drive.files.create({requestBody: {id: ids[0], name: 'a'}});
await assert.rejects(drive.files.create({requestBody: {id: ids[0], name: 'a'}}), {status: 409});
await assert.rejects(drive.about.get({}), {status: 400});
assert.ok((await drive.about.get({fields: 'storageQuota,user'})).data.user.emailAddress);
await drive.files.update({fileId: folder.id, requestBody: {trashed: true}});
assert.equal((await drive.files.get({fileId: file.id, fields: 'trashed'})).data.trashed, true);
await drive.files.delete({fileId: folder.id});
await assert.rejects(drive.files.get({fileId: file.id}), {status: 404});
console.log('certified');
