/** A decision in miniature: comments and an assessment side by side, a review, a hearing where it is needed, a meeting. */
export const DECISION = `
language: 1
procedure: little-decision
title: { zh: 小决策, en: little decision }
inForceFrom: 2019-09-01
law: { 条例: { title: 重大行政决策程序暂行条例 } }
posts:
  drafter: { title: { zh: 承办单位, en: drafting unit } }
  legalOffice: { title: { zh: 合法性审查机构, en: legal office } }
facts:
  shortened: { type: boolean, title: 缩短征求意见期限, basis: 条例 15.1 }
  hearingNeeded: { type: boolean, title: 需要听证, basis: 条例 16 }
milestones:
  begun: { title: 启动, basis: 条例 10 }
  published: { title: 公布草案, basis: 条例 15.1 }
  assessed: { title: 委托评估, basis: 条例 22 }
  heardOn: { title: 听证日, basis: 条例 16 }
  handedIn: { title: 送审, basis: 条例 26 }
clocks:
  comments:
    title: { zh: 公开征求意见期限, en: time for comments }
    kind: floor
    term: 30 calendar days
    from: published
    basis: 条例 15.1
    alternatives: [{ when: shortened, term: 7 calendar days, basis: 条例 15.1 }]
  assessment: { title: { zh: 风险评估, en: risk assessment }, kind: floor, term: 10 working days, from: assessed, basis: 条例 22 }
  review: { title: { zh: 合法性审查期限, en: time for the review }, kind: floor, term: 7 working days, from: handedIn, basis: 条例 26.2 }
  materials: { title: { zh: 听证材料送达, en: hearing materials }, kind: lead, term: 7 calendar days, from: heardOn, basis: 条例 17 }
  hearingDay:
    title: { zh: 听证日, en: day of the hearing }
    kind: floor
    term: 0 calendar days
    conventions: { startDay: included }
    from: heardOn
    basis: 条例 17
documents: {}
acts:
  open:
    title: { zh: 启动, en: open }
    event: case.begun
    by: drafter
    opens: true
    basis: 条例 10
    input: { hearing: { type: boolean, title: 需要听证 } }
    records: begun
    sets: { hearingNeeded: input.hearing }
  publish:
    title: { zh: 公布草案, en: publish the draft }
    event: draft.published
    by: drafter
    basis: 条例 15.1
    input: { shorter: { type: boolean, title: 缩短期限 } }
    records: published
    sets: { shortened: input.shorter }
  close:
    title: { zh: 征求意见结束, en: close the comments }
    event: comments.closed
    by: drafter
    basis: 条例 15.1
    requires: [{ elapsed: comments, basis: 条例 15.1, say: { zh: 征求意见期限未满, en: too early } }]
  commission: { title: { zh: 委托评估, en: commission }, event: assessment.begun, by: drafter, basis: 条例 22, records: assessed }
  assess:
    title: { zh: 完成评估, en: assess }
    event: assessment.done
    by: drafter
    basis: 条例 22
    requires: [{ elapsed: assessment, basis: 条例 22, say: { zh: 评估未完成, en: too early } }]
  callHearing:
    title: { zh: 通知听证, en: call the hearing }
    event: hearing.called
    by: drafter
    basis: 条例 17
    requires: [{ lead: materials, on: input.heldOn, basis: 条例 17, say: { zh: 应于七日前送达, en: seven days before } }]
    input: { heldOn: { type: string, format: date, title: 听证日 } }
    records: { heardOn: input.heldOn }
  hear:
    title: { zh: 举行听证, en: hear }
    event: hearing.held
    by: drafter
    basis: 条例 16
    requires: [{ elapsed: hearingDay, basis: 条例 17, say: { zh: 未到听证日, en: too early } }]
  handIn: { title: { zh: 送审, en: hand in }, event: review.begun, by: drafter, basis: 条例 26, records: handedIn }
  approve:
    title: { zh: 出具审查意见, en: approve }
    event: review.done
    by: legalOffice
    basis: 条例 27
    requires: [{ elapsed: review, basis: 条例 26.2, say: { zh: 审查时间不足, en: too early } }]
  decide: { title: { zh: 决定, en: decide }, event: case.decided, by: drafter, basis: 条例 30 }
states:
  initial: preparing
  preparing:
    title: 准备
    basis: 条例 14
    type: parallel
    onDone: { target: toReview, basis: 条例 25 }
    states:
      participation:
        title: 公众参与
        basis: 条例 14
        initial: waiting
        states:
          waiting: { title: 待公布, basis: 条例 15, tasks: [{ post: drafter, acts: [publish] }], on: { publish: open } }
          open:
            title: 征求意见
            basis: 条例 15.1
            clocks: [comments]
            tasks: [{ post: drafter, acts: [close] }]
            on: { close: [{ target: toHear, when: hearingNeeded }, { target: done }] }
          toHear: { title: 待听证, basis: 条例 16, tasks: [{ post: drafter, acts: [callHearing] }], on: { callHearing: called } }
          called: { title: 已通知, basis: 条例 17, clocks: [hearingDay], tasks: [{ post: drafter, acts: [hear] }], on: { hear: done } }
          done: { title: 完成, basis: 条例 14, type: final }
      risk:
        title: 风险评估
        basis: 条例 22
        initial: waiting
        states:
          waiting: { title: 待委托, basis: 条例 22, tasks: [{ post: drafter, acts: [commission] }], on: { commission: running } }
          running: { title: 评估, basis: 条例 22, clocks: [assessment], tasks: [{ post: drafter, acts: [assess] }], on: { assess: done } }
          done: { title: 完成, basis: 条例 22, type: final }
  toReview: { title: 待送审, basis: 条例 25, tasks: [{ post: drafter, acts: [handIn] }], on: { handIn: reviewing } }
  reviewing: { title: 审查, basis: 条例 26, clocks: [review], tasks: [{ post: legalOffice, acts: [approve] }], on: { approve: toDecide } }
  toDecide: { title: 待决定, basis: 条例 30, tasks: [{ post: drafter, acts: [decide] }], on: { decide: decided } }
  decided: { title: 已决定, basis: 条例 30, type: final, outcome: decided }
decides: [decide]
`;
